/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The accounts of the sample LMS: a teacher, three pupils or more, and an administrator. */
public final class People {
    private final List<Person> all = new ArrayList<>();

    private static final List<String> FAMILIES = List.of("Phan", "Bùi", "Võ", "Hồ", "Dương", "Đỗ", "Ngô", "Lý");
    private static final Person FORMER = Person.of("90", "viet.ly", "Lý", "Quốc Việt", Role.PUPIL);

    /**
     * @param pupils how many, of whom three have names of their own and the others a family's name and a number
     * @param withAwkwardName adds one more, whose name needs escaping in HTML
     */
    public People(int pupils, boolean withAwkwardName) {
        all.add(Person.of("3", "ha.nguyen", "Nguyễn", "Thu Hà", Role.TEACHER));
        all.add(Person.of("4", "an.tran", "Trần", "Minh An", Role.PUPIL));
        all.add(Person.of("5", "bich.le", "Lê", "Ngọc Bích", Role.PUPIL));
        all.add(Person.of("6", "huy.dang", "Đặng", "Gia Huy", Role.PUPIL));
        if (withAwkwardName) {
            all.add(Person.of("7", "obrien", "O'Brien", "Mai & <Em>", Role.PUPIL));
        }
        for (int number = 4; number <= pupils; number++) {
            String family = FAMILIES.get(number % FAMILIES.size());
            all.add(Person.of(String.valueOf(100 + number), "hocsinh" + number, family, "Em " + number, Role.PUPIL));
        }
        all.add(Person.of("2", "quantri", "Phạm", "Đức Long", Role.ADMINISTRATOR));
    }

    public List<Person> all() {
        return List.copyOf(all);
    }

    public Optional<Person> find(String id) {
        return all.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    /** Somebody who was in the course once, and has no account any more. */
    public Person former() {
        return FORMER;
    }

    /** Teacher first; the administrator is not enrolled. */
    public List<Person> members() {
        return all.stream()
                .filter(person -> person.role() != Role.ADMINISTRATOR)
                .toList();
    }

    public List<Person> pupils() {
        return all.stream().filter(person -> person.role() == Role.PUPIL).toList();
    }

    public Person teacher() {
        return all.get(0);
    }

    public Person administrator() {
        return all.get(all.size() - 1);
    }
}
