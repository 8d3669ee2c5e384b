/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;

/**
 * The Agent that vouches for the statements of one key: an account at this store, named as the key.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#249-authority">Data 2.4.9</a>
 */
public record Authority(String homePage, String name) {

    public UUID fingerprint() {
        return Fingerprint.of(AgentIdentifier.ofAccount(homePage, name));
    }

    /** The Agent as it stands in a statement. */
    public ObjectNode toJson() {
        ObjectNode agent = JsonNodeFactory.instance.objectNode().put("objectType", "Agent");
        agent.putObject("account").put("homePage", homePage).put("name", name);
        return agent;
    }
}
