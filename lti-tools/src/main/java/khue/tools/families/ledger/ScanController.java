/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families.ledger;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import khue.tools.files.FileStore;
import khue.tools.files.StoredFile;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** The photo or scan of a signed sheet, to download; no browser and no cache keeps it. */
@Path("consents/papers/{paper}")
@RequestScoped
@OpenTo({Audience.TEACHER, Audience.LEARNER, Audience.GUARDIAN})
public class ScanController {

    @Inject
    private ConsentPapers papers;

    @Inject
    private FileStore files;

    @Inject
    private CurrentVisit current;

    @GET
    public Response show(@PathParam("paper") UUID paper) throws IOException {
        StoredFile scan =
                papers.scan(paper, current.require()).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        InputStream content = files.read(scan);
        StreamingOutput body = out -> {
            try (content) {
                content.transferTo(out);
            }
        };
        return Response.ok(body)
                .type(scan.mediaType())
                .header("Content-Disposition", scan.disposition(scan.picture() ? "inline" : "attachment"))
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "private, no-store")
                .build();
    }
}
