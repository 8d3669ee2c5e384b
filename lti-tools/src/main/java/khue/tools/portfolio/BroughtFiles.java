/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.files.FileRefused;
import khue.tools.files.FileStore;
import khue.tools.files.ReceivedFile;
import khue.tools.uploads.Upload;
import khue.tools.uploads.UploadRefused;
import khue.tools.uploads.Uploads;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.PageRefused;
import khue.tools.web.TypedText;

/** The files that come with a page's form: in the form itself, or by themselves before it ({@link khue.tools.uploads.Tus}). */
@RequestScoped
public class BroughtFiles {

    @Inject
    private FileStore files;

    @Inject
    private Uploads uploads;

    @Inject
    private Messages messages;

    @Inject
    private PortfolioPages pages;

    @Inject
    private CurrentVisit current;

    /** Where they go. */
    public interface Place {

        /** What uploads were announced for. */
        UUID purpose();

        /** Whether this one is there already: sent twice, because an answer was lost, it is added once. */
        boolean has(UUID piece);

        /** Whether files of this kind belong here. */
        boolean takes(ReceivedFile file);

        /** @return why there is no room, as a sentence; empty when it is taken */
        Optional<String> add(UUID piece, ReceivedFile file);
    }

    /** @return what was not taken, as sentences */
    public List<String> bringTo(HttpServletRequest request, Place place) throws IOException, ServletException {
        List<String> problems = new ArrayList<>();
        for (Part part : parts(request)) {
            try (InputStream content = part.getInputStream()) {
                add(place, UUID.randomUUID(), content, part.getSubmittedFileName(), problems);
            }
        }
        for (UUID upload : announced(request)) {
            if (!place.has(upload)) {
                add(place, upload, problems);
            }
        }
        return problems;
    }

    private void add(Place place, UUID id, List<String> problems) throws IOException {
        try {
            Upload upload = uploads.complete(id, current.person(), place.purpose());
            try (InputStream content = uploads.read(upload)) {
                if (add(place, id, content, upload.name(), problems)) {
                    uploads.drop(id);
                }
            }
        } catch (UploadRefused refused) {
            problems.add(messages.say(current.locale(), refused.reason().sentence(), pages.largest() >> 20) + " ("
                    + refused.reason().code() + ")");
        }
    }

    /** @return whether the file is done with: taken, or refused for what it is */
    private boolean add(Place place, UUID id, InputStream content, String name, List<String> problems)
            throws IOException {
        try {
            ReceivedFile received = files.receive(content, name);
            if (!place.takes(received)) {
                problems.add(refusal(FileRefused.Reason.KIND, name));
                return true;
            }
            Optional<String> noRoom = place.add(id, received);
            noRoom.ifPresent(problems::add);
            return noRoom.isEmpty();
        } catch (FileRefused refused) {
            problems.add(refusal(refused.reason(), name));
            return true;
        }
    }

    private String refusal(FileRefused.Reason reason, String name) {
        return messages.say(current.locale(), reason.sentence(), shown(name), pages.largest() >> 20) + " ("
                + reason.code() + ")";
    }

    private static String shown(String name) {
        String tidy = TypedText.tidy(name);
        return tidy.length() <= 60 ? tidy : tidy.substring(0, 60) + "…";
    }

    private static List<UUID> announced(HttpServletRequest request) {
        String[] sent = request.getParameterValues("upload");
        return sent == null
                ? List.of()
                : Arrays.stream(sent).map(BroughtFiles::uuid).toList();
    }

    private static UUID uuid(String sent) {
        try {
            return UUID.fromString(sent);
        } catch (IllegalArgumentException garbage) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "an upload's id");
        }
    }

    /** Browsers send an empty, nameless part for a file field in which nothing was chosen. */
    private static List<Part> parts(HttpServletRequest request) throws IOException, ServletException {
        if (request.getContentType() == null || !request.getContentType().startsWith(MediaType.MULTIPART_FORM_DATA)) {
            return List.of();
        }
        return request.getParts().stream()
                .filter(part -> part.getName().equals("file"))
                .filter(part -> part.getSubmittedFileName() != null
                        && !part.getSubmittedFileName().isBlank())
                .toList();
    }
}
