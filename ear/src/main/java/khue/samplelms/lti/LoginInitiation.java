/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.util.LinkedHashMap;
import java.util.Map;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** The first step of a launch: the platform asks the tool to ask it for a token (LTI Security Framework 1.0 §5.1.1.1). */
public final class LoginInitiation {
    private final School school;
    private final Addresses addresses;
    private final Temperament temperament;

    public LoginInitiation(School school, Addresses addresses, Temperament temperament) {
        this.school = school;
        this.addresses = addresses;
        this.temperament = temperament;
    }

    public FormPost formFor(RegisteredTool tool, Launches.Launch launch) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("iss", addresses.issuer());
        fields.put("target_link_uri", targetOf(tool, launch));
        fields.put("login_hint", launch.personId());
        fields.put("lti_message_hint", launch.messageHint());
        fields.put("client_id", tool.clientId());
        fields.put("lti_deployment_id", tool.deploymentId());
        temperament.storageFrame().ifPresent(frame -> fields.put("lti_storage_target", frame));
        if (temperament.has(Trait.LOGIN_WITH_MORE_PARAMETERS)) {
            fields.put("canvas_region", "ap-southeast-1");
            fields.put("canvas_environment", "prod");
            fields.put("deployment_id", tool.deploymentId());
        }
        return new FormPost(tool.initiateLoginUri(), fields);
    }

    private String targetOf(RegisteredTool tool, Launches.Launch launch) {
        return IdTokens.targetLinkUri(school, tool, launch);
    }
}
