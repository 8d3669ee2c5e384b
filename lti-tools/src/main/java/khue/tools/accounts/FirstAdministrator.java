/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Logger;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;

/** A new installation has one account, the administrator's, and an evaluator's where the settings want one. */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstAdministrator {

    static final String NAME = "admin";

    static final String EVALUATOR = "evaluator";

    private static final Logger LOG = Logger.getLogger(FirstAdministrator.class.getName());

    @Inject
    private Accounts accounts;

    @Inject
    private Passwords passwords;

    @Inject
    private Settings settings;

    @PostConstruct
    void create() {
        if (accounts.areThereAny()) {
            return;
        }
        String password = settings.adminPassword().orElseGet(passwords::make);
        boolean created =
                accounts.createFirst(NAME, Audience.ADMINISTRATOR, password).isPresent();
        if (created && settings.adminPassword().isEmpty()) {
            LOG.info(() -> "The first administrator is " + NAME + " with the password " + password
                    + " (told this once; change it after the first sign-in)");
        }
        if (created) {
            settings.evaluatorPassword()
                    .ifPresent(chosen -> accounts.createFirst(EVALUATOR, Audience.EVALUATOR, chosen));
        }
    }
}
