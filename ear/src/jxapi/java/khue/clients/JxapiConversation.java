/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.clients;

import com.google.gson.JsonObject;
import gov.adlnet.xapi.client.AboutClient;
import gov.adlnet.xapi.client.ActivityClient;
import gov.adlnet.xapi.client.AgentClient;
import gov.adlnet.xapi.client.StatementClient;
import gov.adlnet.xapi.model.Account;
import gov.adlnet.xapi.model.Activity;
import gov.adlnet.xapi.model.ActivityProfile;
import gov.adlnet.xapi.model.ActivityState;
import gov.adlnet.xapi.model.Agent;
import gov.adlnet.xapi.model.AgentProfile;
import gov.adlnet.xapi.model.Attachment;
import gov.adlnet.xapi.model.Context;
import gov.adlnet.xapi.model.Statement;
import gov.adlnet.xapi.model.StatementReference;
import gov.adlnet.xapi.model.StatementResult;
import gov.adlnet.xapi.model.Verb;
import gov.adlnet.xapi.model.Verbs;
import gov.adlnet.xapi.util.AttachmentAndType;
import gov.adlnet.xapi.util.AttachmentResult;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What a Java program does with jxapi; one line {@code name=value} for each answer. Run as a source file by a Java of its
 * own, with jxapi and its old dependencies on the class path and nothing else: see JxapiIT.
 */
final class JxapiConversation {

    private static final String ACTIVITY = "https://khue.example/lessons/jxapi";

    private final String endpoint;
    private final String key;
    private final String secret;
    private final String registration = UUID.randomUUID().toString();
    private final Agent pupil = new Agent("Bông", new Account(registration, "https://khue.example/pid"));
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private JxapiConversation(String endpoint, String key, String secret) {
        this.endpoint = endpoint;
        this.key = key;
        this.secret = secret;
    }

    /** @param arguments the store's address, and the name and secret of a key */
    public static void main(String[] arguments) throws Exception {
        JxapiConversation conversation = new JxapiConversation(arguments[0], arguments[1], arguments[2]);
        conversation.about();
        conversation.statements();
        conversation.attachment();
        conversation.state();
        conversation.activityProfile();
        conversation.agentProfile();
    }

    private void about() throws IOException {
        tell("versions", new AboutClient(endpoint, key, secret).getAbout().getVersion());
    }

    private void statements() throws IOException {
        String first = client().postStatement(statement());
        tell(
                "readBack",
                client().getStatement(first).getActor().getAccount().getName().equals(registration));
        Statement toPut = statement();
        tell("put", client().putStatement(toPut, toPut.getId()));
        ArrayList<Statement> several = new ArrayList<>(List.of(statement(), statement(), statement()));
        List<String> sent = new ArrayList<>(client().postStatements(several));
        sent.add(first);
        sent.add(toPut.getId());

        List<String> found = new ArrayList<>();
        StatementResult page = client().filterByRegistration(registration)
                .filterByActor(pupil)
                .limitResults(2)
                .getStatements();
        int pages = 1;
        page.getStatements().forEach(statement -> found.add(statement.getId()));
        while (page.getMore() != null && !page.getMore().isEmpty()) {
            page = client().getStatements(belowEndpoint(page.getMore()));
            page.getStatements().forEach(statement -> found.add(statement.getId()));
            pages++;
        }
        tell("pages", pages);
        tell("foundEachOnce", found.size() == sent.size() && new TreeSet<>(found).equals(new TreeSet<>(sent)));

        client().postStatement(new Statement(pupil, Verbs.voided(), new StatementReference(first)));
        tell("voided", client().getVoided(first).getId().equals(first));
        tell("voidedIsHidden", refused(() -> client().getStatement(first)));
    }

    /** In ASCII: the library takes the number of letters for the number of bytes. */
    private void attachment() throws Exception {
        Attachment work = new Attachment();
        work.setUsageType(URI.create("https://khue.example/usage/work"));
        work.setDisplay(new HashMap<>(Map.of("vi", "Bài làm")));
        byte[] bytes = work.addAttachment("Bai lam cua Bong", "text/plain");
        Statement statement = statement();
        statement.setAttachments(new ArrayList<>(List.of(work)));
        String id = client().postStatementWithAttachments(
                        statement, new ArrayList<>(List.of(new AttachmentAndType(bytes, "text/plain"))));
        AttachmentResult kept = client().getStatementWithAttachments(id);
        tell(
                "attachment",
                new String(kept.getAttachment().get(work.getSha2()).getAttachment(), StandardCharsets.UTF_8));
    }

    private void state() throws IOException {
        ActivityState state = new ActivityState(ACTIVITY, "bookmark", pupil);
        state.setRegistration(UUID.fromString(registration));
        state.setState(document("page", "1"));
        ActivityClient client = new ActivityClient(endpoint, key, secret);
        tell("statePosted", client.postActivityState(state));
        state.setState(document("chapter", "2"));
        tell("stateMerged", client.postActivityState(state));
        tell("state", client.getActivityState(state));
        tell("states", client.getActivityStates(ACTIVITY, pupil, registration, null));
        tell("stateDeleted", client.deleteActivityState(state));
    }

    private void activityProfile() throws IOException {
        ActivityProfile profile = new ActivityProfile(ACTIVITY, "settings-" + registration);
        profile.setProfile(document("font", "lớn"));
        ActivityClient client = new ActivityClient(endpoint, key, secret);
        tell("activityProfilePut", client.putActivityProfile(profile, ifNoneMatch()));
        tell("activityProfile", client.getActivityProfile(profile));
    }

    private void agentProfile() throws IOException {
        AgentProfile profile = new AgentProfile(pupil, "settings");
        profile.setProfile(document("theme", "tối"));
        AgentClient client = new AgentClient(endpoint, key, secret);
        tell("agentProfilePut", client.putAgentProfile(profile, ifNoneMatch()));
        tell("agentProfile", client.getAgentProfile(profile));
        tell("agentProfiles", client.getAgentProfiles(pupil, null));
    }

    private StatementClient client() throws IOException {
        return new StatementClient(endpoint, key, secret);
    }

    /**
     * Where the next page is, for this library: it appends {@code more} to its endpoint, although the value starts at the
     * server's root (xAPI 1.0.3, Data 2.5), and asks for /xapi/xapi/statements.
     */
    private String belowEndpoint(String more) {
        return more.substring(URI.create(endpoint).getPath().length());
    }

    private Statement statement() {
        Verb verb = new Verb("http://adlnet.gov/expapi/verbs/experienced", new HashMap<>(Map.of("vi", "đã xem")));
        Statement statement = new Statement(pupil, verb, new Activity(ACTIVITY));
        Context context = new Context();
        context.setRegistration(registration);
        statement.setContext(context);
        return statement;
    }

    private static JsonObject document(String name, String value) {
        JsonObject document = new JsonObject();
        document.addProperty(name, value);
        return document;
    }

    private static HashMap<String, String> ifNoneMatch() {
        return new HashMap<>(Map.of("If-None-Match", "*"));
    }

    private interface Call {
        void make() throws IOException;
    }

    private static boolean refused(Call call) {
        try {
            call.make();
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private void tell(String name, Object value) {
        out.println(name + "=" + value);
    }
}
