/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import khue.xapi.http.Parameters;
import khue.xapi.http.RequestJson;
import khue.xapi.http.TaggedAnswer;
import khue.xapi.statements.AgentRules;

/**
 * {@code GET /xapi/agents?agent=}: a Person with the identifier, and the name if there is one, that the request itself
 * holds.
 *
 * <p>This store combines nothing: it does not gather the names and identifiers under which statements know somebody, so
 * nobody can ask it who a pseudonym is, and the answer needs no scope.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#24-agents-resource">Communication
 *     2.4: without additional information, a Person "will only include the information associated with the requested
 *     Agent"</a>
 */
@WebServlet(urlPatterns = "/agents", asyncSupported = true)
public class AgentsServlet extends HttpServlet {

    private final transient RequestJson json;

    @Inject
    public AgentsServlet(RequestJson json) {
        this.json = json;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters parameters = Parameters.of(request);
        parameters.areAmong(Set.of("agent"));
        JsonNode agent = parameters.require("agent", text -> AgentRules.readAgent(text, json), "an Agent as JSON");
        TaggedAnswer.ofJson(person(agent)).send(request, response);
    }

    /** Every property of an Agent is a list in a Person. */
    static ObjectNode person(JsonNode agent) {
        ObjectNode person = JsonNodeFactory.instance.objectNode().put("objectType", "Person");
        for (Map.Entry<String, JsonNode> property : agent.properties()) {
            if (!property.getKey().equals("objectType")) {
                person.putArray(property.getKey()).add(property.getValue());
            }
        }
        return person;
    }
}
