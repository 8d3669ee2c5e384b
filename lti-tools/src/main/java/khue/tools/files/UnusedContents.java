/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import khue.tools.housekeeping.Chore;

/** Sweeps the disk: bytes whose upload was not finished, or whose last file was taken back, do not stay. */
@ApplicationScoped
class UnusedContents implements Chore {

    @Inject
    private FileStore files;

    @Override
    public void run() throws IOException {
        for (String hash : files.sweepable()) {
            files.sweep(hash);
        }
    }
}
