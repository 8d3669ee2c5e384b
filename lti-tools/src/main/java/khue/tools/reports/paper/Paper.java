/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.paper;

import java.util.List;
import java.util.Optional;

/**
 * A report in the parts that Decree 30/2020/NĐ-CP, appendix I, wants of an official paper, in this order.
 *
 * @param superior whom the issuing body is under
 * @param title what kind of paper it is, in capitals
 * @param about what it is about
 * @param recipients a heading and its lines
 * @param signed the office in capitals, how it was signed, the name
 */
public record Paper(
        String superior,
        String issuer,
        String number,
        String country,
        String motto,
        String placeAndDay,
        String title,
        String about,
        List<Block> blocks,
        List<String> recipients,
        List<String> signed,
        Proof proof) {

    /**
     * How whoever holds the paper can ask whether it is what we locked.
     *
     * @param foot what stands below each page
     * @param lines the whole hash, and where to ask
     * @param address what a QR code leads to
     */
    public record Proof(String foot, List<String> lines, Optional<String> address) {}
}
