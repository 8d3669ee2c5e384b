/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * LTI 1.3 as specified: messages, claims, roles and the rules that a launch must pass, each named and linked to its clause. Plain Java; it
 * knows neither our database nor our pages.
 *
 * <p>Read it in the order of a launch: a {@link khue.tools.lti.protocol.LoginInitiation} is answered by an
 * {@link khue.tools.lti.protocol.AuthenticationRequest}, comes back as an {@link khue.tools.lti.protocol.AuthenticationResponse}, and its
 * token becomes, rule by rule in {@link khue.tools.lti.protocol.LaunchValidator}, a {@link khue.tools.lti.protocol.LaunchMessage} or a
 * {@link khue.tools.lti.protocol.LaunchRejected}. What a validator must ask because no token says it, it asks a
 * {@link khue.tools.lti.protocol.LaunchMemory}.
 */
package khue.tools.lti.protocol;
