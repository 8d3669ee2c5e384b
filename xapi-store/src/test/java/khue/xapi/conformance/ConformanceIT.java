/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import java.io.File;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Nested;

/** Every topic of the standard against one deployment of the store. */
@ArquillianTest
class ConformanceIT {

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Nested
    class Format extends FormatRequirements {}

    @Nested
    class Actors extends ActorRequirements {}

    @Nested
    class Verbs extends VerbRequirements {}

    @Nested
    class Objects extends ObjectRequirements {}

    @Nested
    class Results extends ResultRequirements {}

    @Nested
    class Contexts extends ContextRequirements {}

    @Nested
    class Records extends RecordRequirements {}

    @Nested
    class Voiding extends VoidingRequirements {}

    @Nested
    class StatementResource extends StatementResourceRequirements {}

    @Nested
    class Retrieval extends RetrievalRequirements {}

    @Nested
    class Http extends HttpRequirements {}

    @Nested
    class Documents extends DocumentRequirements {}

    @Nested
    class Attachments extends AttachmentRequirements {}

    @Nested
    class Signatures extends SignatureRequirements {}

    @Nested
    class ActivitiesAndAgents extends ActivityAndAgentRequirements {}

    @Nested
    class AlternateSyntax extends AlternateSyntaxRequirements {}
}
