/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every setting: an environment variable, its default and its meaning. docs/reference/configuration.md shows the same
 * table, and a test compares the two.
 */
public enum Setting {
    HTTP_HOST("127.0.0.1", "The address to listen on; `0.0.0.0` for every address of the machine."),
    HTTP_PORT("8080", "The port to listen on."),
    DATA_DIR("./data", "The folder of everything that is kept: database, files, secrets, logs."),
    BASE_URL("http://localhost:<port>", "The address under which browsers and LMSs reach Khuê, without a path."),
    DB_URL(
            "private PostgreSQL",
            "An existing PostgreSQL ≥ 14 to use, as `jdbc:postgresql://host:port/database`; without it a private one runs in the data directory."),
    DB_USER("none", "The user of that database; makes the schemas `tools` and `xapi` when they are missing."),
    DB_PASSWORD("none", "The password of that user."),
    TOOLS_DB_USER("KHUE_DB_USER", "The user that owns the schema `tools`, when it is another one."),
    TOOLS_DB_PASSWORD("KHUE_DB_PASSWORD", "The password of that user."),
    XAPI_DB_USER("KHUE_DB_USER", "The user that owns the schema `xapi`, when it is another one."),
    XAPI_DB_PASSWORD("KHUE_DB_PASSWORD", "The password of that user."),
    ADMIN_PASSWORD(
            "made and shown once",
            "The password of the account `admin`, which the first start makes; later starts ignore it."),
    EVALUATOR_PASSWORD(
            "made and shown once, with sample data",
            "The password of an account `evaluator`, which the first start makes where this is set; later starts ignore it."),
    LRS_KEY("none", "A key of the learning record store with the scope `all`, made when it does not exist."),
    LRS_SECRET("none", "The secret of that key."),
    STORE_URL(
            "http://127.0.0.1:<port>/xapi",
            "The learning record store that the tools send to and ask for reports; any conformant store takes the statements."),
    STORE_KEY("made and kept in the data directory", "The key that the tools show to that store."),
    STORE_SECRET("made and kept in the data directory", "The secret of that key."),
    XAPI_DEFAULT_VERSION(
            "2.0.0", "The xAPI version that the store names to a client that does not say which one it speaks."),
    XAPI_MAX_BODY("16777216", "The most bytes of JSON in one request, after decompression."),
    XAPI_MAX_BATCH("10000", "The most statements in one request."),
    XAPI_MAX_ATTACHMENT("104857600", "The most bytes of one attachment."),
    XAPI_MAX_REQUEST("268435456", "The most bytes of a request with attachments as a whole."),
    XAPI_MAX_DOCUMENT("8388608", "The most bytes of a document of the State or a Profile resource."),
    XAPI_MAX_DEPTH("64", "The most levels of nesting of JSON."),
    XAPI_MAX_STRING("1048576", "The most characters of one JSON string."),
    XAPI_MAX_PAGE("500", "The most statements on one page of an answer."),
    XAPI_MAX_SECONDS("60", "The most seconds until a body without attachments has arrived."),
    XAPI_MAX_TRANSFER(
            "600",
            "The most seconds that the store waits, all in all, for the sender of a body with attachments or for the"
                    + " reader of an answer."),
    XAPI_RETENTION_MONTHS(
            "none: all are kept",
            "How many full months of statements are kept before the present one; older months are forgotten for ever."),
    XAPI_RETENTION_DETACH(
            "false",
            "Whether the tables of a forgotten month stay in the database as `xapi.detached_…`, for you to move away."),
    XAPI_COMPRESSION("true", "Whether the statements of a month are compressed once it is over."),
    XAPI_CORS_ORIGINS(
            "*",
            "The origins, separated by commas, whose pages may use the store from a browser; `*` for all, `none` for none."),
    XAPI_OIDC_ISSUER(
            "none",
            "The OpenID provider whose access tokens the store takes as well as keys, letter by letter as tokens name it (`iss`)."),
    XAPI_OIDC_AUDIENCE("none", "How a token says that it is meant for the store (`aud`); needed with the issuer."),
    XAPI_OIDC_SCOPES(
            "the words of xAPI but `profile`",
            "What the provider's scopes mean to the store, as pairs like `lrs.write=statements/write` separated by commas."),
    OIDC_ISSUER(
            "none",
            "The OpenID provider by which accounts may sign in as well, letter by letter as its tokens name it (`iss`)."),
    OIDC_CLIENT_ID("none", "How Khuê is called at that provider; needed with the issuer."),
    OIDC_CLIENT_SECRET("none", "The secret that was agreed with that provider; needed with the issuer."),
    OIDC_NAME("the issuer's host", "What the button on the sign-in page calls that provider."),
    SECOND_FACTOR(
            "optional",
            "Whose accounts need a second factor to sign in: `optional` (nobody's), `administrators` or `everybody`."),
    IRI_BASE("https://khue.io/xapi/", "The prefix of every IRI that this installation coins in its statements."),
    MIN_GROUP("10, and 1 while the sample LMS runs", "The smallest group of pupils that a report shows a figure for."),
    KEY_DAYS("90", "After how many days the key that the tools sign with, for LMSs, is replaced by a new one."),
    KEY_SECRET(
            "made and kept in the data directory, with the private PostgreSQL; else none",
            "What those keys, and the secrets of authenticator apps, are encrypted under in the database: 32 random characters or more, the same on every node."),
    KEY_SECRET_FORMER("none", "The one before, until an hour after each node has started with the new one."),
    UPLOAD_MAX_FILE("52428800", "The most bytes of one file that a pupil or a teacher brings."),
    UPLOAD_MAX_WAITING("1073741824", "The most bytes of files that one person may have on their way at one time."),
    UPLOAD_HOURS("48", "How many hours a file whose sending was interrupted waits for its rest."),
    PICTURE_SIDE(
            "2048", "How many pixels the longer side of a picture keeps: on the phone before it is sent, and here."),
    OUTBOUND_ALLOW(
            "none, and 127.0.0.1 while the sample LMS runs",
            "Hosts on a private network that calls to an LMS may reach, separated by commas."),
    SAMPLE_LMS(
            "true when the base URL is this machine's own",
            "Whether the sample LMS runs too; never when others can reach Khuê."),
    SAMPLE_LMS_PORT("8090", "The port of the sample LMS; as Canvas it takes the next one, too."),
    SAMPLE_LMS_TEMPERAMENT(
            "moodle", "Which LMS the sample behaves like: `moodle`, `canvas`, `sakai`, `d2l` or `blackboard`."),
    SAMPLE_DATA(
            "true with the private PostgreSQL and the sample LMS",
            "Whether a store that is still empty gets a [sample school year](#sample-data) to look at."),
    JAVA_OPTS("-Xmx1g -XX:+UseParallelGC -XX:NewRatio=1", "Options of the server's Java machine, separated by spaces."),
    CHROMIUM("/usr/bin/chromium", "The browser that the tests drive; the run command does not read it.");

    private static final String PREFIX = "KHUE_";

    private final String standard;
    private final String meaning;

    Setting(String standard, String meaning) {
        this.standard = standard;
        this.meaning = meaning;
    }

    /** The name of the environment variable. */
    public String variable() {
        return PREFIX + name();
    }

    /** The default, as a person reads it: a value, or where the value comes from. */
    public String standard() {
        return standard;
    }

    /** One sentence. */
    public String meaning() {
        return meaning;
    }

    static boolean concerns(String variable) {
        return variable.startsWith(PREFIX);
    }

    static Optional<Setting> named(String variable) {
        return Arrays.stream(values())
                .filter(setting -> setting.variable().equals(variable))
                .findAny();
    }
}
