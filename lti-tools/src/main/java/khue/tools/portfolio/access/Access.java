/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import khue.tools.web.CurrentVisit;
import khue.tools.web.PageRefused;

/** Asked by every page and download of the portfolio before it touches what an address names. */
@RequestScoped
public class Access {

    @Inject
    private CurrentVisit current;

    @Inject
    private Facts facts;

    /**
     * What is of all tasks of the visitor's own class, such as its sheet at the end of a term.
     *
     * @throws PageRefused {@code NOT_FOUND}, whatever the reason
     */
    public void requireOwnClass(Action action) {
        require(action, new Thing.Task(current.course()));
    }

    /** @throws PageRefused {@code NOT_FOUND}, whatever the reason */
    public void requireTask(Action action, UUID project) {
        require(action, facts.task(project));
    }

    /** @throws PageRefused {@code NOT_FOUND}, whatever the reason */
    public void requireWork(Action action, UUID work) {
        require(action, facts.work(work));
    }

    /**
     * What a family sees of a child in a preschool project.
     *
     * @throws PageRefused {@code NOT_FOUND}, whatever the reason
     */
    public void requireMoments(Action action, UUID work) {
        require(action, facts.moments(work));
    }

    /** Whether there is something of the child in a preschool project that the visitor takes along. */
    public boolean mayTakeMoments(UUID work) {
        return whyNot(Action.TAKE, facts.moments(work)).isEmpty();
    }

    /** Whether the file goes into the zip file that the visitor takes along. */
    public boolean mayTakeFile(UUID file) {
        return whyNot(Action.TAKE, facts.file(file)).isEmpty();
    }

    /** @throws PageRefused {@code NOT_FOUND}, whatever the reason */
    public void requireFile(UUID file) {
        require(Action.SEE, facts.file(file));
    }

    /** Whether a page shows the file to its visitor, among others. */
    public boolean maySeeFile(UUID file) {
        return whyNot(Action.SEE, facts.file(file)).isEmpty();
    }

    /** @throws PageRefused {@code NOT_FOUND} unless the link of a showcase is in force */
    public void requireShown(String token) {
        require(Action.SEE, facts.shown(token));
    }

    /** The same for a picture of it. */
    public void requireShownFile(String token, UUID file) {
        require(Action.SEE, facts.shownFile(token, file));
    }

    public boolean maySeeShown(String token, UUID file) {
        return whyNot(Action.SEE, facts.shownFile(token, file)).isEmpty();
    }

    private void require(Action action, Thing thing) {
        Optional<WhyNot> why = whyNot(action, thing);
        if (why.isPresent()) {
            throw new PageRefused(
                    PageRefused.Reason.NOT_FOUND, action + ": " + why.get().words());
        }
    }

    private Optional<WhyNot> whyNot(Action action, Thing thing) {
        return Rules.whyNot(facts.viewer(current.visitor()), action, thing);
    }
}
