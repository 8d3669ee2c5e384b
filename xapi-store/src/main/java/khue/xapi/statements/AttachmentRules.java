/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import khue.xapi.attachments.DeclaredAttachment;
import khue.xapi.attachments.Sha2;

/** Where the data of attachments is: in this request, or elsewhere. */
final class AttachmentRules {

    private AttachmentRules() {}

    /** The attachment objects of a statement that keeps all rules: its own, and those of its SubStatement. */
    static List<DeclaredAttachment> declared(SentStatement statement) {
        return attachments(statement, new ArrayList<>()).stream()
                .map(attachment -> new DeclaredAttachment(
                        attachment.pointer(),
                        attachment.at("sha2").value().textValue(),
                        attachment.at("contentType").value().textValue()))
                .toList();
    }

    // Communication 1.5.2: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#152-multipartmixed
    static void dataIsThereOrElsewhere(SentStatement statement, Set<Sha2> received, List<Violation> violations) {
        for (Place attachment : attachments(statement, violations)) {
            boolean isHere = Sha2.of(attachment.at("sha2").value().asText())
                    .filter(received::contains)
                    .isPresent();
            if (!isHere && !attachment.has("fileUrl")) {
                attachment.violates(
                        Rule.ATTACHMENT_HAS_DATA,
                        "neither the property fileUrl nor a part of multipart/mixed with this sum is there");
            }
        }
    }

    private static List<Place> attachments(SentStatement statement, List<Violation> violations) {
        Place whole = new Place(statement.tree(), statement.pointer(), violations);
        List<Place> attachments = new ArrayList<>();
        for (Place holder : List.of(whole, whole.at("object"))) {
            Place list = holder.at("attachments");
            for (int i = 0; i < list.value().size(); i++) {
                attachments.add(list.at(i));
            }
        }
        return attachments;
    }
}
