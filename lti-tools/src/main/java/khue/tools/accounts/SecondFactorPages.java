/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import java.util.List;
import khue.tools.settings.Settings;

/** The two pages by which a second factor comes into use: the picture for the app, then the recovery codes. */
@RequestScoped
class SecondFactorPages {

    @Inject
    private Settings settings;

    @Inject
    private Models models;

    /**
     * @param confirm where the first code is sent, below our root
     * @param required whether there is no way on without it
     */
    String offer(Account account, Totp totp, String confirm, boolean required) {
        String uri = totp.uri("Khuê " + settings.baseUrl().getHost(), account.name());
        models.put("account", account);
        models.put("key", totp.text());
        models.put("uri", uri);
        models.put("qr", QrPicture.of(uri));
        models.put("confirm", confirm);
        models.put("needed", required);
        return "accounts/second-factor-offer.html";
    }

    /** @param next where somebody goes on who keeps them now, below our root */
    String codes(List<String> codes, String next) {
        models.put("codes", codes);
        models.put("next", next);
        return "accounts/recovery-codes.html";
    }
}
