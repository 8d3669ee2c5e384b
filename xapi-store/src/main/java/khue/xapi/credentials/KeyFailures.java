/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import khue.xapi.http.Failure;
import khue.xapi.http.Message;

/** Why something that was asked about keys is not done. */
final class KeyFailures {

    private KeyFailures() {}

    static Failure notFound() {
        return new Failure(
                404,
                "key-not-found",
                new Message("Không có khoá còn hiệu lực nào tên như vậy.", "There is no such key, or it was revoked."));
    }

    static Failure nameTaken() {
        return new Failure(
                409,
                "key-name-taken",
                new Message(
                        "Tên khoá này đã được dùng; tên của khoá đã thu hồi cũng không dùng lại.",
                        "A key has this name already; that of a revoked key is not given again either."));
    }

    static Failure fromSettings() {
        return new Failure(
                409,
                "key-from-settings",
                new Message(
                        "Khoá này do cấu hình máy chủ tạo ra và chỉ đổi được ở đó.",
                        "This key is defined by the server's settings and can only be changed there."));
    }

    static Failure ownKey() {
        return new Failure(
                409,
                "key-in-use",
                new Message(
                        "Một khoá không tự đổi hay tự thu hồi chính nó được.",
                        "A key can neither change nor revoke itself."));
    }

    static Failure malformed(String pointer, String vi, String en) {
        return new Malformed(pointer, new Message(vi, en));
    }

    private static final class Malformed extends Failure {

        private final String pointer;

        Malformed(String pointer, Message message) {
            super(400, "key-malformed", message);
            this.pointer = pointer;
        }

        @Override
        protected void writeDetails(JsonGenerator json) throws IOException {
            json.writeStringField("pointer", pointer);
        }
    }
}
