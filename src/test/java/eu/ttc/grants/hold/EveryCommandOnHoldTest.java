package eu.ttc.grants.hold;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import eu.ttc.grants.agreement.GrantPlan;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.OnHold;
import eu.ttc.grants.cofunding.FinancingPlan;
import eu.ttc.grants.cofunding.PartyShare;
import eu.ttc.grants.deadline.Term;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.stateaid.FundedProject;
import eu.ttc.grants.testing.AProject;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every door of the modules that changes an application, found by reflection, so that none can be
 * forgotten: each is called for a case on hold, and refuses before it looks at anything else.
 */
@ModuleTest
@DisplayName("While its case is on hold")
class EveryCommandOnHoldTest {

  /** What acts all the same, or is only called by what locked the application before. */
  private static final Set<String> ACTS_ALL_THE_SAME =
      Set.of(
          // the hold itself, and the first step of a lifecycle
          "Applications.lockedDespiteHold",
          "Applications.endHold",
          "Applications.openCase",
          "Holds.place",
          "Holds.end",
          // deadlines ask whether they are due, and are told that they are not
          "Agreements.lapse",
          "Conditions.lapse",
          "EvidenceRequests.lapse",
          "ReducedGrants.check",
          "Consortia.check",
          "Consents.check",
          "Claims.lapse",
          "GrantClaims.lapse",
          "ProgressReviews.remind",
          "Information.lapse",
          "Information.remind",
          "Visits.missing",
          "ExpertDraws.replaceSilent",
          "ConsensusMeetings.lapse",
          "OutcomeReports.close",
          "Recoveries.closeHearing",
          // dates move with the hold
          "Agreements.postpone",
          "Conditions.postpone",
          "EvidenceRequests.postpone",
          "ReducedGrants.postpone",
          "Cures.postpone",
          "Consortia.postpone",
          "Consents.postpone",
          "Claims.postpone",
          "Information.postpone",
          "Visits.postpone",
          "EvaluationRounds.postpone",
          "Appeals.postpone",
          "OutcomeReports.postpone",
          "Recoveries.postpone",
          "ProgressReviews.postpone",
          "Rankings.postpone",
          // applicants withdraw, and what they type is kept
          "Withdrawals.withdraw",
          "Information.saveDraft",
          // told or posted by what happened before; or a lock and nothing else
          "EngineMessages.publish",
          "Advisers.ofFirm",
          "Advisers.ofConsortium",
          "Notifications.tell",
          "Changes.closeWithTheCase",
          "Budget.setAside",
          // ask who acts before they look at the case
          "Refunds.cancel",
          "Refunds.keep",
          "Refunds.order",
          "Refunds.release",
          "Budget.order",
          "Budget.pay");

  private final ApplicationContext context;
  private final Holds holds;
  private final Applications applications;
  private final ApplicationDesk desk;
  private final TestClock clock;

  EveryCommandOnHoldTest(
      ApplicationContext context,
      Holds holds,
      Applications applications,
      ApplicationDesk desk,
      TestClock clock) {
    this.context = context;
    this.holds = holds;
    this.applications = applications;
    this.desk = desk;
    this.clock = clock;
  }

  private record Command(Object door, Method method) {
    @Override
    public String toString() {
      return AopUtils.getTargetClass(door).getSimpleName() + "." + method.getName();
    }
  }

  @TestFactory
  @DisplayName("nothing changes an application by")
  Stream<DynamicTest> refuses() {
    var told = anApplication().by(desk.person(Role.APPLICANT));
    var ref = desk.submit(told);
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var tomorrow = LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE).plusDays(1);
    holds.place(new PutOnHold(ref, "A doubt.", tomorrow, officer));
    var before = applications.history(ref);

    return commands()
        .filter(command -> !ACTS_ALL_THE_SAME.contains(command.toString()))
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.toString(),
                    () -> {
                      var refusal = catchThrowable(() -> call(command, ref, told.applicant()));

                      assertThat(refusal).as(command.toString()).isInstanceOf(OnHold.class);
                      assertThat(applications.history(ref)).isEqualTo(before);
                    }));
  }

  @TestFactory
  @DisplayName("there is still, as listed")
  Stream<DynamicTest> exceptionsExist() {
    var found = commands().map(Command::toString).toList();
    return ACTS_ALL_THE_SAME.stream()
        .sorted()
        .map(name -> DynamicTest.dynamicTest(name, () -> assertThat(found).contains(name)));
  }

  private Stream<Command> commands() {
    return context.getBeansWithAnnotation(Service.class).values().stream()
        .filter(bean -> AopUtils.getTargetClass(bean).getPackageName().startsWith("eu.ttc.grants."))
        .flatMap(
            bean ->
                Arrays.stream(AopUtils.getTargetClass(bean).getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()))
                    .filter(EveryCommandOnHoldTest::changes)
                    .filter(EveryCommandOnHoldTest::concernsAnApplication)
                    .map(method -> new Command(bean, method)))
        .sorted(Comparator.comparing(Command::toString));
  }

  private static boolean changes(Method method) {
    var transaction = AnnotatedElementUtils.findMergedAnnotation(method, Transactional.class);
    return transaction != null && !transaction.readOnly();
  }

  private static boolean concernsAnApplication(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .anyMatch(
            type ->
                type == ApplicationRef.class
                    || type.isRecord()
                        && Arrays.stream(type.getRecordComponents())
                            .anyMatch(part -> part.getType() == ApplicationRef.class));
  }

  private @Nullable Object call(Command command, ApplicationRef ref, String applicant)
      throws Throwable {
    var values = new Values(ref, applicant);
    var arguments =
        Arrays.stream(command.method().getParameters()).map(values::of).toArray(Object[]::new);
    var method =
        command
            .door()
            .getClass()
            .getMethod(command.method().getName(), command.method().getParameterTypes());
    return desk.inTransaction(
        () -> {
          try {
            return Optional.ofNullable(method.invoke(command.door(), arguments));
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof RuntimeException refusal
                ? refusal
                : new IllegalStateException(thrown);
          } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
          }
        });
  }

  /** Something that fits, for each argument of a command. */
  private final class Values {

    private final ApplicationRef ref;
    private final String applicant;

    Values(ApplicationRef ref, String applicant) {
      this.ref = ref;
      this.applicant = applicant;
    }

    @Nullable Object of(Parameter parameter) {
      return of(parameter.getType(), parameter.getName());
    }

    private @Nullable Object of(Class<?> type, String name) {
      if (type == ApplicationRef.class) {
        return ref;
      }
      if (type == StepKey.class) {
        return passageOf("test.every-command");
      }
      if (type == String.class) {
        return name.startsWith("applicant") ? applicant : "something";
      }
      if (type == int.class || type == Integer.class) {
        return 1;
      }
      if (type == long.class || type == Long.class) {
        return 1L;
      }
      if (type == boolean.class || type == Boolean.class) {
        return true;
      }
      if (type == Term.class) {
        return new Term("P14D", null);
      }
      if (type == FinancingPlan.class) {
        return new FinancingPlan(
            List.of(new PartyShare("lead", "Lead", Cents.of(2), Cents.of(1), Cents.of(1))));
      }
      if (type == GrantPlan.class) {
        var today = LocalDate.now(clock);
        return new GrantPlan(today, today.plusDays(1), List.of());
      }
      if (type == FundedProject.class) {
        return AProject.ofF1().told();
      }
      if (type.isEnum()) {
        return type.getEnumConstants()[0];
      }
      if (type.isSealed()) {
        return of(type.getPermittedSubclasses()[0], name);
      }
      if (type.isRecord()) {
        return record(type);
      }
      return Map.<Class<?>, Object>ofEntries(
              Map.entry(List.class, List.of()),
              Map.entry(Map.class, Map.of()),
              Map.entry(Set.class, Set.of()),
              Map.entry(Optional.class, Optional.empty()),
              Map.entry(byte[].class, new byte[] {1}),
              Map.entry(UUID.class, UUID.randomUUID()),
              Map.entry(BigDecimal.class, BigDecimal.ONE),
              Map.entry(Duration.class, Duration.ofDays(1)),
              Map.entry(Instant.class, clock.instant()),
              Map.entry(LocalDate.class, LocalDate.now(clock)),
              Map.entry(OffsetDateTime.class, OffsetDateTime.now(clock).plusDays(1)))
          .get(type);
    }

    private Object record(Class<?> type) {
      var parts = type.getRecordComponents();
      var types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
      try {
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(
            Arrays.stream(parts).map(part -> of(part.getType(), part.getName())).toArray());
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(Objects.toString(type), impossible);
      }
    }
  }
}
