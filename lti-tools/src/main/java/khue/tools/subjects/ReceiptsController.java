/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;

/** Whether a receipt that somebody holds is ours, and says what we wrote on it. */
@Path("receipts")
@Controller
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class ReceiptsController {

    private static final int LONGEST = 40;

    @Inject
    private Requests requests;

    @Inject
    private SubjectPages pages;

    @Inject
    private Models models;

    @GET
    public String show(@QueryParam("code") String typed) {
        String asked = Optional.ofNullable(typed).map(String::strip).orElse("");
        Optional<DataRequest> found = Optional.of(asked)
                .filter(code -> code.length() <= LONGEST)
                .flatMap(ReceiptCode::typed)
                .flatMap(requests::byReceipt);
        models.put("asked", asked);
        models.put("problem", !asked.isEmpty() && found.isEmpty() ? pages.problem("subject-receipt") : "");
        models.put("wanted", found.orElse(null));
        models.put("row", found.map(pages::row).orElse(null));
        models.put("figures", found.map(pages::figures).orElse(null));
        return "subjects/receipts.html";
    }
}
