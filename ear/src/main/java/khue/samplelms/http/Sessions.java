/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who is signed in, by cookie. There are no passwords: this is a sample. */
public final class Sessions {
    private final Secrets secrets;
    private final String cookieName;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** @param port part of the cookie's name, since cookies ignore ports and several sample LMSs may share a host */
    public Sessions(Secrets secrets, int port) {
        this.secrets = secrets;
        this.cookieName = "samplelms_" + port;
    }

    /**
     * A signed-in person.
     *
     * @param formToken must come with every form that changes something
     */
    public record Session(String personId, String formToken) {}

    public Optional<Session> find(Request request) {
        return request.cookie(cookieName).map(sessions::get);
    }

    /**
     * Starts a session.
     *
     * @return the value of the Set-Cookie header. SameSite=Lax as in Moodle: a redirect from a tool on another site
     *     arrives in the frame without it, so the authorization endpoint has to post the request to itself once more.
     */
    public String start(String personId) {
        String id = secrets.next();
        sessions.put(id, new Session(personId, secrets.next()));
        return cookieName + "=" + id + "; Path=/; HttpOnly; SameSite=Lax";
    }

    /** Ends the session and returns the Set-Cookie header that makes the browser forget it. */
    public String end(Request request) {
        request.cookie(cookieName).ifPresent(sessions::remove);
        return cookieName + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0";
    }
}
