/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** What changes in the LMS: courses, connected tools, activities, line items and grades. In memory; each change is handed on to be kept. */
public final class School {
    private final People people;
    private final Consumer<Snapshot> keeper;

    private long lastId;
    private final Map<String, Course> courses = new LinkedHashMap<>();
    private final Map<String, String> noticeHandlers = new LinkedHashMap<>();
    private final Map<String, RegisteredTool> tools = new LinkedHashMap<>();
    private final Map<String, Activity> activities = new LinkedHashMap<>();
    private final Map<String, LineItem> lineItems = new LinkedHashMap<>();
    private final Map<GradeKey, Grade> grades = new LinkedHashMap<>();

    private record GradeKey(String lineItemId, String personId) {}

    /**
     * Everything worth keeping over a restart.
     *
     * @param copies the courses besides the first one
     * @param noticeHandlers where notices of copied courses go, by the client_id of the tool that asked for them
     */
    public record Snapshot(
            long lastId,
            List<Course> copies,
            Map<String, String> noticeHandlers,
            List<RegisteredTool> tools,
            List<Activity> activities,
            List<LineItem> lineItems,
            List<Grade> grades) {
        /** Files of before know of one course and of no notices. */
        public Snapshot {
            copies = copies == null ? List.of() : copies;
            noticeHandlers = noticeHandlers == null ? Map.of() : noticeHandlers;
        }

        public static Snapshot empty() {
            return new Snapshot(0, List.of(), Map.of(), List.of(), List.of(), List.of(), List.of());
        }
    }

    /** @param keeper is given the new state after every change */
    public School(People people, Snapshot snapshot, Consumer<Snapshot> keeper) {
        this.people = people;
        this.keeper = keeper;
        this.lastId = snapshot.lastId();
        courses.put(Course.SAMPLE.id(), Course.SAMPLE);
        snapshot.copies().forEach(course -> courses.put(course.id(), course));
        noticeHandlers.putAll(snapshot.noticeHandlers());
        snapshot.tools().forEach(tool -> tools.put(tool.clientId(), tool));
        snapshot.activities().forEach(activity -> activities.put(activity.id(), activity));
        snapshot.lineItems().forEach(item -> lineItems.put(item.id(), item));
        snapshot.grades().forEach(grade -> grades.put(new GradeKey(grade.lineItemId(), grade.personId()), grade));
    }

    public People people() {
        return people;
    }

    /** The first one, then its copies. */
    public synchronized List<Course> courses() {
        return List.copyOf(courses.values());
    }

    public synchronized Optional<Course> findCourse(String id) {
        return Optional.ofNullable(courses.get(id));
    }

    /** A new course with the same activities and columns, and without anybody's grades. */
    public synchronized Course copy(Course original) {
        Course copy = original.copy(courses.size());
        courses.put(copy.id(), copy);
        for (Activity activity : activities(original)) {
            Activity copied = activity.copy(nextId(), copy);
            activities.put(copied.id(), copied);
            for (LineItem item : List.copyOf(lineItems.values())) {
                if (item.activityId().equals(activity.id())) {
                    String id = nextId();
                    lineItems.put(id, item.copy(id, copied));
                }
            }
        }
        keep();
        return copy;
    }

    /** Where the tool wants notices of copied courses; empty when it did not ask for them. */
    public synchronized Optional<String> noticeHandler(RegisteredTool tool) {
        return Optional.ofNullable(noticeHandlers.get(tool.clientId()));
    }

    public synchronized void sendNoticesTo(RegisteredTool tool, Optional<String> handler) {
        handler.ifPresentOrElse(
                address -> noticeHandlers.put(tool.clientId(), address), () -> noticeHandlers.remove(tool.clientId()));
        keep();
    }

    public synchronized String nextId() {
        lastId++;
        return String.valueOf(lastId);
    }

    public synchronized List<RegisteredTool> tools() {
        return List.copyOf(tools.values());
    }

    public synchronized Optional<RegisteredTool> findTool(String clientId) {
        return Optional.ofNullable(tools.get(clientId));
    }

    public synchronized Optional<RegisteredTool> findToolByDomain(String domain) {
        return tools.values().stream()
                .filter(tool -> tool.domain().equals(domain))
                .findFirst();
    }

    public synchronized void save(RegisteredTool tool) {
        tools.put(tool.clientId(), tool);
        keep();
    }

    /** Removes a tool with its activities, line items and grades. */
    public synchronized void removeTool(String clientId) {
        tools.remove(clientId);
        noticeHandlers.remove(clientId);
        activities.values().removeIf(activity -> activity.clientId().equals(clientId));
        removeLineItems(item -> item.clientId().equals(clientId));
        keep();
    }

    public synchronized List<Activity> activities() {
        return List.copyOf(activities.values());
    }

    public synchronized List<Activity> activities(Course course) {
        return activities.values().stream()
                .filter(activity -> activity.courseId().equals(course.id()))
                .toList();
    }

    public synchronized Optional<Activity> findActivity(String id) {
        return Optional.ofNullable(activities.get(id));
    }

    public synchronized void save(Activity activity) {
        activities.put(activity.id(), activity);
        keep();
    }

    /** Removes an activity with its line items and grades. */
    public synchronized void removeActivity(String id) {
        activities.remove(id);
        removeLineItems(item -> item.activityId().equals(id));
        keep();
    }

    public synchronized List<LineItem> lineItems() {
        return List.copyOf(lineItems.values());
    }

    public synchronized List<LineItem> lineItems(Course course) {
        return lineItems.values().stream()
                .filter(item -> item.courseId().equals(course.id()))
                .toList();
    }

    public synchronized Optional<LineItem> findLineItem(String id) {
        return Optional.ofNullable(lineItems.get(id));
    }

    /** The column of an activity when there is exactly one: only then is a launch told its address. */
    public synchronized Optional<LineItem> lineItemOf(Activity activity) {
        List<LineItem> coupled = lineItems.values().stream()
                .filter(item -> item.activityId().equals(activity.id()))
                .toList();
        return coupled.size() == 1 ? Optional.of(coupled.get(0)) : Optional.empty();
    }

    public synchronized void save(LineItem item) {
        lineItems.put(item.id(), item);
        keep();
    }

    /** Removes a column with its grades. */
    public synchronized void removeLineItem(String id) {
        removeLineItems(item -> item.id().equals(id));
        keep();
    }

    private void removeLineItems(Predicate<LineItem> unwanted) {
        lineItems.values().removeIf(unwanted);
        grades.keySet().removeIf(key -> !lineItems.containsKey(key.lineItemId()));
    }

    public synchronized List<Grade> grades() {
        return List.copyOf(grades.values());
    }

    public synchronized Optional<Grade> findGrade(String lineItemId, String personId) {
        return Optional.ofNullable(grades.get(new GradeKey(lineItemId, personId)));
    }

    /**
     * Changes one grade with nobody else in between.
     *
     * @param change from the grade so far, or empty, to the new one; may refuse
     */
    public synchronized void changeGrade(String lineItemId, String personId, Function<Optional<Grade>, Grade> change) {
        grades.put(new GradeKey(lineItemId, personId), change.apply(findGrade(lineItemId, personId)));
        keep();
    }

    private void keep() {
        keeper.accept(new Snapshot(
                lastId,
                courses.values().stream()
                        .filter(course -> !course.equals(Course.SAMPLE))
                        .toList(),
                Map.copyOf(noticeHandlers),
                List.copyOf(tools.values()),
                List.copyOf(activities.values()),
                List.copyOf(lineItems.values()),
                List.copyOf(grades.values())));
    }
}
