/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.activities;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Parameters;
import khue.xapi.http.TaggedAnswer;
import khue.xapi.model.Iri;

/**
 * {@code GET /xapi/activities?activityId=}: an Activity with all that statements have said about it. One that nobody has
 * said anything about is answered too, with its id alone.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#25-activities-resource">
 *     Communication 2.5</a>
 */
@WebServlet(urlPatterns = "/activities", asyncSupported = true)
public class ActivitiesServlet extends HttpServlet {

    private final transient Definitions definitions;

    @Inject
    public ActivitiesServlet(Definitions definitions) {
        this.definitions = definitions;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.STATEMENTS_READ_MINE);
        Parameters parameters = Parameters.of(request);
        parameters.areAmong(Set.of("activityId"));
        String id = parameters.require(
                "activityId", text -> Iri.isIri(text) ? Optional.of(text) : Optional.empty(), "an absolute IRI");
        ObjectNode activity = JsonNodeFactory.instance
                .objectNode()
                .put("objectType", "Activity")
                .put("id", id);
        Subject subject = Subject.activity(id);
        Optional.ofNullable(definitions.find(List.of(subject)).get(subject))
                .ifPresent(definition -> activity.set("definition", definition));
        TaggedAnswer.ofJson(activity).send(request, response);
    }
}
