/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import java.util.Optional;
import khue.tools.lti.protocol.RegistrationReason;

/**
 * Somebody wanted to register, and was refused.
 *
 * @param from the address of the configuration, as it was sent; empty when none was
 * @param detail for administrators, in English
 */
public record RegistrationRefused(Optional<String> from, RegistrationReason reason, String detail) {}
