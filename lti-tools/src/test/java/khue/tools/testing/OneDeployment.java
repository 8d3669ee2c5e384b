/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.testing;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.deployment.Deployment;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.context.annotation.DeploymentScoped;
import org.jboss.arquillian.container.spi.event.DeployDeployment;
import org.jboss.arquillian.container.spi.event.UnDeployDeployment;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Deploys {@link InServer#tools()} with the first test class that asks for it and leaves it there for the next ones: Arquillian by itself does
 * so for each class anew, which took more time than most tests. A class with an archive of its own has the server to itself.
 */
public final class OneDeployment implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Sharing.class);
    }

    /** Stands between Arquillian's events and what it does about them. */
    public static final class Sharing {

        /** Inside what opens the scope of a deployment: without a word on it, who stands inside whom differs from run to run. */
        private static final int INNERMOST = -100;

        @Inject
        @DeploymentScoped
        private InstanceProducer<DeploymentDescription> description;

        @Inject
        @DeploymentScoped
        private InstanceProducer<Deployment> deployment;

        @Inject
        @DeploymentScoped
        private InstanceProducer<ProtocolMetaData> addresses;

        /** Where the shared archive is; null while it is not deployed. */
        private ProtocolMetaData shared;

        public void deploy(@Observes(precedence = INNERMOST) EventContext<DeployDeployment> deploying)
                throws DeploymentException {
            DeployDeployment event = deploying.getEvent();
            if (!isShared(event.getDeployment())) {
                makeRoom(event.getDeployableContainer());
                deploying.proceed();
            } else if (shared == null) {
                deploying.proceed();
                shared = addresses.get();
            } else {
                description.set(event.getDeployment().getDescription());
                deployment.set(event.getDeployment());
                addresses.set(shared);
                event.getDeployment().deployed();
            }
        }

        private void makeRoom(DeployableContainer<?> server) throws DeploymentException {
            if (shared != null) {
                shared = null;
                server.undeploy(InServer.tools());
            }
        }

        public void undeploy(@Observes(precedence = INNERMOST) EventContext<UnDeployDeployment> undeploying) {
            if (isShared(undeploying.getEvent().getDeployment())) {
                undeploying.getEvent().getDeployment().undeployed();
            } else {
                undeploying.proceed();
            }
        }

        private static boolean isShared(Deployment deployment) {
            Archive<?> archive = deployment.getDescription().getArchive();
            return archive == InServer.tools();
        }
    }
}
