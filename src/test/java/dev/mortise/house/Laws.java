package dev.mortise.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The laws that byte code can show, for a house below any root package, so that planted houses can be judged too. */
public final class Laws {

    /** Types below these names reach the operating system, or its clocks, past the port. */
    private static final List<String> OTHER_DOORS = List.of(
            "java.io.Console",
            "java.io.File",
            "java.io.Print",
            "java.io.RandomAccessFile",
            "java.nio.channels.",
            "java.nio.file.File",
            "java.nio.file.WatchService",
            "java.nio.file.spi.",
            "java.util.Formatter",
            "java.util.Scanner",
            "java.util.jar.",
            "java.util.zip.ZipFile",
            "java.lang.Process",
            "java.lang.foreign.",
            "java.net.",
            "java.time.Clock",
            "java.util.Date",
            "sun.");

    private static final Set<String> OTHER_DOORS_CALLS = Set.of(
            "java.nio.file.Path.toRealPath",
            "java.nio.file.Path.toFile",
            "java.lang.Runtime.exec",
            "java.lang.Runtime.load",
            "java.lang.Runtime.loadLibrary",
            "java.lang.System.load",
            "java.lang.System.loadLibrary",
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.Thread.sleep",
            "java.util.concurrent.TimeUnit.sleep");

    /** What would make the same protocol take another way the next time. */
    private static final List<String> HIDDEN_STATE = List.of(
            "java.lang.Thread",
            "java.util.concurrent.",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.random.",
            "java.util.UUID",
            "java.util.Timer",
            "java.security.SecureRandom");

    private static final Set<String> CONSTANT_TYPES = Set.of(
            "java.lang.String",
            "java.lang.invoke.VarHandle",
            "java.lang.invoke.MethodHandle",
            "java.lang.foreign.Linker$Option",
            "java.util.regex.Pattern",
            "java.time.Duration");

    /** Constants if nothing but {@code of} and {@code copyOf} fills them. */
    private static final Set<String> COLLECTION_TYPES = Set.of("java.util.List", "java.util.Map", "java.util.Set");

    private final Rooms rooms;
    private final Set<String> doors;
    private final String protocols;

    private Laws(String root, Set<String> doors, String protocols) {
        this.rooms = new Rooms(root);
        this.doors = doors;
        this.protocols = protocols;
    }

    /** The library's laws, for it or for a house built like it. */
    public static Laws ofLibrary(String root) {
        return new Laws(root, Set.of("posix"), "protocol");
    }

    /** The test-kit's laws: what starts real processes may use the JDK, specimens are written as protocols are. */
    public static Laws ofTestkit(String root) {
        return new Laws(root, Set.of("child", "conductor", "storm"), "specimen");
    }

    /** Law 1, one door: only {@code posix} and its backends reach the operating system. */
    public ArchRule oneDoor() {
        return noClasses()
                .that(describe("stand before the door", c -> doors.stream().noneMatch(door -> rooms.isIn(c, door))))
                .should(dependOnClassesThat(named("another door to the system", OTHER_DOORS)))
                .orShould(call(OTHER_DOORS_CALLS))
                .as("law 1: only " + String.join(", ", new TreeSet<>(doors)) + " talks to the operating system");
    }

    /** Law 8: protocols are straight functions over the port. */
    public ArchRule straightProtocols() {
        return noClasses()
                .that(describe("are protocols", c -> rooms.isIn(c, protocols)))
                .should(dependOnClassesThat(named("threads, chance or hidden state", HIDDEN_STATE)))
                .allowEmptyShould(true)
                .as("law 8: protocols know no threads, no randomness and no clock but the port's");
    }

    /** Law 9: statics are constants. */
    public ArchRule noStateInStatics() {
        return fields().that()
                .areStatic()
                .and(describe("were written by hand", f -> !f.getModifiers().contains(JavaModifier.SYNTHETIC)))
                .should(be("final and of a constant's type", field -> isConstant(field) || isTheDefault(field)))
                .as("law 9: no state in statics");
    }

    /** Every arrow of the design, and none beside them. */
    public ArchRule drawnArrows() {
        return classes().should(followTheArrows()).as("arrows between rooms are those of the design");
    }

    /**
     * What users see names only what they can see. The compiler's own lint for this would also demand that annotations be
     * passed on, and a module that passes JSpecify on cannot be compiled against without its jar: decision 0008.
     */
    public ArchRule openSignatures() {
        return members()
                .that()
                .areDeclaredInClassesThat(describe("are open to users", this::isOpen))
                .and(describe(
                        "are too",
                        m -> m.getModifiers().contains(JavaModifier.PUBLIC)
                                || m.getModifiers().contains(JavaModifier.PROTECTED)))
                .should(nameOnlyOpenTypes())
                .as("exported signatures name only what is exported");
    }

    private ArchCondition<JavaMember> nameOnlyOpenTypes() {
        return new ArchCondition<>("name only open types") {
            @Override
            public void check(JavaMember member, ConditionEvents events) {
                member.getAllInvolvedRawTypes().stream()
                        .filter(type -> rooms.of(type).isPresent() && !isOpen(type))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                member,
                                member.getFullName() + " shows " + type.getName() + ", which users cannot see")));
            }
        };
    }

    /** With all that surround it. */
    private boolean isOpen(JavaClass javaClass) {
        JavaClass type = javaClass.getBaseComponentType();
        boolean visible = type.getModifiers().contains(JavaModifier.PUBLIC)
                || type.getModifiers().contains(JavaModifier.PROTECTED);
        return visible
                && rooms.isExported(type)
                && type.getEnclosingClass().map(this::isOpen).orElse(true);
    }

    private ArchCondition<JavaClass> followTheArrows() {
        return new ArchCondition<>("use only the rooms that theirs may use") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                rooms.of(from).ifPresent(room -> checkRoom(from, room, events));
            }
        };
    }

    private void checkRoom(JavaClass from, String room, ConditionEvents events) {
        if (!rooms.isDrawn(room)) {
            events.add(SimpleConditionEvent.violated(from, from.getName() + " lies in a room that was never drawn"));
        }
        for (Dependency arrow : from.getDirectDependenciesFromSelf()) {
            rooms.of(arrow.getTargetClass())
                    .filter(target -> !rooms.mayUse(room, target))
                    .ifPresent(target -> events.add(SimpleConditionEvent.violated(from, arrow.getDescription())));
        }
    }

    private static DescribedPredicate<JavaClass> named(String what, List<String> prefixes) {
        return describe("are " + what, c -> prefixes.stream().anyMatch(c.getName()::startsWith));
    }

    private static ArchCondition<JavaClass> call(Set<String> methods) {
        return new ArchCondition<>("call " + methods) {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                from.getCodeUnitAccessesFromSelf().forEach(access -> {
                    boolean forbidden = methods.contains(nameOf(access.getTarget())) || asksTheTime(access.getTarget());
                    events.add(new SimpleConditionEvent(from, forbidden, access.getDescription()));
                });
            }
        };
    }

    private static boolean asksTheTime(AccessTarget target) {
        return target.getOwner().getPackageName().startsWith("java.time")
                && target.getName().equals("now");
    }

    private static String nameOf(AccessTarget target) {
        return target.getOwner().getName() + "." + target.getName();
    }

    private static ArchCondition<JavaField> be(String what, java.util.function.Predicate<JavaField> law) {
        return new ArchCondition<>("be " + what) {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                events.add(new SimpleConditionEvent(field, law.test(field), field.getDescription() + " is static"));
            }
        };
    }

    private static boolean isConstant(JavaField field) {
        return field.getModifiers().contains(JavaModifier.FINAL)
                && (isConstantType(field.getRawType()) || isImmutableCollection(field));
    }

    /** The one exception: what locks use if nothing else is said. */
    private boolean isTheDefault(JavaField field) {
        return field.getModifiers().contains(JavaModifier.FINAL)
                && rooms.isTheDefault(field.getOwner(), field.getRawType());
    }

    private static boolean isConstantType(JavaClass type) {
        return type.isPrimitive()
                || type.isEnum()
                || CONSTANT_TYPES.contains(type.getName())
                || (type.isRecord() && isMadeOfConstants(type));
    }

    /** A record's own fields are final; what they refer to must not change either. */
    private static boolean isMadeOfConstants(JavaClass record) {
        return record.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .map(JavaField::getRawType)
                .allMatch(type -> !type.equals(record) && isConstantType(type));
    }

    /** A mutable one would have to be constructed, or asked of a factory, while the class is initialised. */
    private static boolean isImmutableCollection(JavaField field) {
        return COLLECTION_TYPES.contains(field.getRawType().getName())
                && field.getOwner()
                        .getStaticInitializer()
                        .map(initializer -> initializer.getCallsFromSelf().stream()
                                .map(JavaAccess::getTarget)
                                .filter(target ->
                                        target.getOwner().getPackageName().startsWith("java.util"))
                                .allMatch(target -> Set.of("of", "ofEntries", "entry", "copyOf")
                                        .contains(target.getName())))
                        .orElse(true);
    }
}
