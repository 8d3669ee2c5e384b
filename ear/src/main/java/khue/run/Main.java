/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** {@code ./mvnw -Prun}: runs Khuê in the foreground until Ctrl-C. */
public final class Main {

    private static final int FAILED = 1;

    private Main() {}

    public static void main(String[] arguments) {
        // UTF-8 whatever the terminal's locale claims: Vietnamese is unreadable otherwise.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        int exit;
        try (Progress progress = new Progress(out)) {
            exit = run(progress, out);
        }
        System.exit(exit);
    }

    private static int run(Progress progress, PrintStream out) {
        try {
            refuseAnotherJava();
            Khue khue = Khue.start(Settings.of(System.getenv()), progress);
            progress.block(welcome(khue));
            throw khue.awaitEnd();
        } catch (CannotStart e) {
            out.println(e.lines());
            return FAILED;
        } catch (InterruptedException e) {
            // Told to stop. The exit code is the one of the signal, whatever is returned here.
            return 0;
        }
    }

    private static void refuseAnotherJava() throws CannotStart {
        int release = Runtime.version().feature();
        if (release != 17) {
            throw new CannotStart(
                    CannotStart.Reason.JDK_UNFIT,
                    "Đang chạy trên Java %d; cần JDK 17. Đặt JAVA_HOME trỏ tới nó.".formatted(release),
                    "This is Java %d; a JDK 17 is needed. Set JAVA_HOME to one.".formatted(release));
        }
    }

    private static String welcome(Khue khue) {
        StringBuilder text = new StringBuilder(System.lineSeparator());
        line(text, "Khuê đã sẵn sàng. Mở / Khuê is ready. Open: " + khue.toolsUrl());
        khue.sampleLms().ifPresent(lms -> line(text, "LMS mẫu để thử / a sample LMS to try it with: " + lms.baseUrl()));
        khue.firstAdminPassword().ifPresent(password -> {
            line(text, "");
            line(text, "Tài khoản quản trị, chỉ hiện lần này / administrator's account, shown only now:");
            line(text, "    admin");
            line(text, "    " + password);
        });
        khue.firstEvaluatorPassword().ifPresent(password -> {
            line(text, "");
            line(
                    text,
                    "Tài khoản đánh giá, với dữ liệu mẫu để xem / evaluator's account, with sample data to look at:");
            line(text, "    evaluator");
            line(text, "    " + password);
        });
        line(text, "");
        line(text, "Ctrl-C để dừng / Ctrl-C stops.");
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append("  ").append(line).append(System.lineSeparator());
    }
}
