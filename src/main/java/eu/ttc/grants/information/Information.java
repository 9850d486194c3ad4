package eu.ttc.grants.information;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.information.Answering.AlreadyAnswered;
import eu.ttc.grants.information.Answering.Answered;
import eu.ttc.grants.information.Answering.NothingAsked;
import eu.ttc.grants.information.Answering.TooLate;
import eu.ttc.grants.information.Asking.Asked;
import eu.ttc.grants.information.Asking.RoundsExhausted;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.kernel.Unknown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks applicants for what is missing or unclear, and takes their answers. An application is
 * INFO_REQUESTED exactly while a request is open.
 */
@Service
public class Information {

  /** Most characters of a question or an answer. */
  public static final int LONGEST_TEXT = 8000;

  private static final int LONGEST_DRAFT = 200_000;

  private final InformationRequests requests;
  private final InformationAnswers answers;
  private final InformationRules rules;
  private final Applications applications;
  private final Documents documents;
  private final EngineMessages engine;
  private final Steps steps;
  private final JsonMapper json;
  private final Clock clock;

  Information(
      InformationRequests requests,
      InformationAnswers answers,
      InformationRules rules,
      Applications applications,
      Documents documents,
      EngineMessages engine,
      Steps steps,
      JsonMapper json,
      Clock clock) {
    this.requests = requests;
    this.answers = answers;
    this.rules = rules;
    this.applications = applications;
    this.documents = documents;
    this.engine = engine;
    this.steps = steps;
    this.json = json;
    this.clock = clock;
  }

  /** How often the applicant may still be asked about this topic. */
  @Transactional(readOnly = true)
  public int roundsLeft(ApplicationRef ref, InformationTopic topic) {
    return Math.max(0, rules.on(today()).atMost() - roundsOf(ref, topic));
  }

  /**
   * Keeps an officer's question within the running transaction, until {@link #ask} puts it to the
   * applicant.
   *
   * @throws NotNow when no round is left, or another question waits
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void prepare(ApplicationRef ref, String question, String officer) {
    applications.lockedStatus(ref);
    if (roundsLeft(ref, InformationTopic.SCREENING) == 0) {
      throw new NotNow("The applicant of %s was asked as often as the rules allow.".formatted(ref));
    }
    requireNoneWaiting(ref);
    write(ref, InformationTopic.SCREENING, question, List.of(), officer);
  }

  /**
   * Puts what is missing, or the question that an officer prepared, to the applicant. The decision
   * clock stops.
   *
   * @param remindAt when to remind of it
   * @param dueAt until when it can be answered
   * @throws NotNow when the application is not at a step where something can be asked
   * @throws IllegalStateException when there is nothing to ask
   */
  @Transactional
  public Asking ask(
      ApplicationRef ref,
      InformationTopic topic,
      OffsetDateTime remindAt,
      OffsetDateTime dueAt,
      StepKey step) {
    return steps.once(
        step,
        Asking.class,
        () -> {
          var status = applications.lockedStatus(ref);
          var waiting = waiting(ref).filter(request -> request.topic() == topic);
          if (waiting.filter(InformationRequest::wasAsked).isPresent()) {
            return asked(waiting.get());
          }
          if (waiting.isEmpty() && roundsLeft(ref, topic) == 0) {
            return new RoundsExhausted();
          }
          var request =
              switch (topic) {
                case COMPLETENESS -> writeMissing(ref);
                case SCREENING ->
                    waiting.orElseThrow(
                        () ->
                            new IllegalStateException(
                                "%s has no officer's question to ask. Cancel this call of the process and let the officer screen again."
                                    .formatted(ref)));
              };
          request.open(status, remindAt.toInstant(), dueAt.toInstant(), now());
          applications.move(
              ref,
              ApplicationStatus.INFO_REQUESTED,
              "INFORMATION_REQUESTED",
              request.askedBy(),
              dueDay(request));
          return asked(request);
        });
  }

  /**
   * Takes the applicant's answer: answer, dossier, status and message to the lifecycle in one
   * transaction.
   *
   * @throws Unknown when there is no such application of this applicant
   * @throws InvalidInput naming each field that is wrong; nothing is changed then
   * @throws NotNow when the application ended meanwhile
   */
  @Transactional
  public Answering answer(AnswerInformation command) {
    var ref = command.application();
    applications.get(ref, command.applicant());
    var status = applications.lockedStatus(ref);
    var found = find(ref, command.number());
    if (found.isEmpty()) {
      return new NothingAsked();
    }
    var request = found.get();
    var now = now();
    var earlier = answers.of(ref, request.number());
    if (earlier.isPresent()) {
      return new AlreadyAnswered(request.number(), earlier.get().answeredAt());
    }
    if (!request.takesAnswer(now)) {
      return new TooLate(request.dueAt());
    }
    requireOpen(ref, status);
    var told = applications.get(ref).dossier();
    var dossier = command.changes().applyTo(told);
    refuse(request, command, !dossier.equals(told));
    var version = applications.supplement(ref, dossier, command.applicant());
    request.answer(now);
    answers.add(
        ref,
        request.number(),
        new InformationAnswer(
            command.answer(),
            version,
            command.applicant(),
            now,
            command.documentIds().stream().distinct().toList()));
    applications.move(ref, request.cameFrom(), "INFORMATION_ANSWERED", command.applicant(), null);
    engine.publish(
        "information-answered", ref, ref.value() + "/information/" + request.number(), Map.of());
    return new Answered(request.number(), now);
  }

  /**
   * Asked when the lifecycle's timer for the reminder fires: notes once that the applicant is
   * reminded, if that is really due; never while the application is on hold.
   *
   * @throws NotNow when the application ended meanwhile
   */
  @Transactional
  public Reminder remind(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        Reminder.class,
        () -> {
          var request = requireGoingOn(ref, number);
          var hold = applications.holdOf(ref);
          if (hold.isPresent()) {
            return new Reminder(
                false, Applications.inProgramme(hold.get().notBefore(request.nextReminder())));
          }
          var noted = request.remindIfDue(now());
          if (noted) {
            applications.note(ref, "INFORMATION_REMINDED", Applications.SYSTEM, dueDay(request));
          }
          return new Reminder(noted, Applications.inProgramme(request.nextReminder()));
        });
  }

  /**
   * Asked when the lifecycle's timer for the deadline fires: lets the request lapse if it is really
   * due, never while the application is on hold. Answer and lapse at the same instant have one
   * outcome, the one that locked the application first.
   *
   * @throws NotNow when the application ended meanwhile
   */
  @Transactional
  public InformationCheck lapse(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        InformationCheck.class,
        () -> {
          var request = requireGoingOn(ref, number);
          var before = request.state();
          var hold = applications.holdOf(ref);
          if (hold.isPresent()) {
            return new InformationCheck(
                before, Applications.inProgramme(hold.get().notBefore(request.dueAt())));
          }
          var after = request.lapseIfDue(now());
          if (after == InformationState.LAPSED && before == InformationState.OPEN) {
            applications.move(
                ref,
                request.cameFrom(),
                "INFORMATION_LAPSED",
                Applications.SYSTEM,
                dueDay(request));
          }
          return new InformationCheck(after, Applications.inProgramme(request.dueAt()));
        });
  }

  /** Everything the applicant was asked and what they answered, oldest first. */
  @Transactional(readOnly = true)
  public List<InformationRequestView> of(ApplicationRef ref) {
    return all(ref).stream()
        .filter(InformationRequest::wasAsked)
        .map(request -> view(ref, request))
        .toList();
  }

  /**
   * How long the decision clock stood still so far, because the applicant was asked or the case was
   * on hold; deadlines of the programme are later by this much.
   */
  @Transactional(readOnly = true)
  public Duration stoppedTime(ApplicationRef ref) {
    var now = now();
    var asked = all(ref).stream().flatMap(request -> request.stopped(now).stream());
    var held =
        applications.holdsOf(ref).stream()
            .map(
                hold ->
                    new StoppedTime.Span(
                        hold.placedAt(), hold.until().isAfter(now) ? now : hold.until()));
    return StoppedTime.of(Stream.concat(asked, held).toList());
  }

  /**
   * Moves the dates of an open request that lie after this moment, because the application is or
   * was on hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    all(ref).forEach(request -> request.postpone(after, by));
  }

  /**
   * Keeps what an applicant typed so far, word for word and unchecked; the dossier stays as it is.
   *
   * @param typed values by the name of the field
   * @throws Unknown when there is no such application of this applicant
   * @throws NotNow when no answer is waited for under this number
   */
  @Transactional
  public void saveDraft(
      ApplicationRef ref, int number, String applicant, Map<String, String> typed) {
    applications.get(ref, applicant);
    // what is typed is kept while the case is on hold, too
    requireOpen(ref, applications.lockedDespiteHold(ref));
    var now = now();
    if (find(ref, number).filter(request -> request.takesAnswer(now)).isEmpty()) {
      throw new NotNow("Request %d of %s takes no answer any more.".formatted(number, ref));
    }
    if (typed.values().stream().mapToInt(String::length).sum() > LONGEST_DRAFT) {
      throw InvalidInput.of("answer", "size", "is longer than can be kept");
    }
    answers.saveDraft(ref, number, typed, now);
  }

  /** What the applicant typed so far to answer a request. */
  @Transactional(readOnly = true)
  public Map<String, String> draft(ApplicationRef ref, int number) {
    return answers.draft(ref, number);
  }

  private InformationRequest writeMissing(ApplicationRef ref) {
    requireNoneWaiting(ref);
    var missing = applications.missing(ref);
    if (missing.isEmpty()) {
      throw new IllegalStateException(
          "Nothing is missing in %s, so there is nothing to ask. Check completeness again."
              .formatted(ref));
    }
    return write(ref, InformationTopic.COMPLETENESS, null, missing, Applications.SYSTEM);
  }

  private InformationRequest write(
      ApplicationRef ref,
      InformationTopic topic,
      @Nullable String question,
      List<FieldProblem> missing,
      String askedBy) {
    return requests.save(
        new InformationRequest(
            ref,
            all(ref).size() + 1,
            topic,
            roundsOf(ref, topic) + 1,
            rules.on(today()),
            question,
            json.writeValueAsString(missing),
            askedBy,
            now()));
  }

  private void requireNoneWaiting(ApplicationRef ref) {
    if (waiting(ref).isPresent()) {
      throw new NotNow("The applicant of %s is being asked already.".formatted(ref));
    }
  }

  private static void requireOpen(ApplicationRef ref, ApplicationStatus status) {
    if (status != ApplicationStatus.INFO_REQUESTED) {
      throw new NotNow("%s is %s; nothing is asked of its applicant.".formatted(ref, status));
    }
  }

  private void refuse(InformationRequest request, AnswerInformation command, boolean changed) {
    var problems = new ArrayList<FieldProblem>();
    var stored = documents.of(command.application());
    var added = stored.stream().anyMatch(one -> !one.uploadedAt().isBefore(request.askedAt()));
    var told = changed || added || !command.documentIds().isEmpty();
    if (command.answer().isBlank() && (request.question() != null || !told)) {
      problems.add(new FieldProblem("answer", "required", "is required"));
    }
    if (command.answer().length() > LONGEST_TEXT) {
      problems.add(
          new FieldProblem(
              "answer", "size", "must have at most %d characters".formatted(LONGEST_TEXT)));
    }
    for (var id : command.documentIds()) {
      if (stored.stream().noneMatch(one -> one.id().equals(id))) {
        problems.add(
            new FieldProblem(
                "documentIds", "unknown", "%s is no document of this application".formatted(id)));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private Optional<InformationRequest> find(ApplicationRef ref, @Nullable Integer number) {
    var asked = all(ref).stream().filter(InformationRequest::wasAsked).toList();
    if (number == null) {
      return asked.isEmpty() ? Optional.empty() : Optional.of(asked.getLast());
    }
    return Optional.of(
        asked.stream()
            .filter(request -> request.number() == number)
            .findFirst()
            .orElseThrow(
                () ->
                    InvalidInput.of(
                        "number",
                        "unknown",
                        "is no request of %s; there are %d".formatted(ref, asked.size()))));
  }

  private Optional<InformationRequest> waiting(ApplicationRef ref) {
    return all(ref).stream()
        .filter(
            request ->
                request.state() == InformationState.PREPARED
                    || request.state() == InformationState.OPEN)
        .findFirst();
  }

  /** The request under the lock of its application, which did not end while it is open. */
  private InformationRequest requireGoingOn(ApplicationRef ref, int number) {
    var status = applications.lockedDespiteHold(ref);
    var request =
        requests
            .findByApplicationAndNumber(ref.value(), number)
            .filter(InformationRequest::wasAsked)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "%s has no information request %d".formatted(ref, number)));
    if (request.state() == InformationState.OPEN) {
      requireOpen(ref, status);
    }
    return request;
  }

  private List<InformationRequest> all(ApplicationRef ref) {
    return requests.findByApplicationOrderByNumber(ref.value());
  }

  private int roundsOf(ApplicationRef ref, InformationTopic topic) {
    return (int) all(ref).stream().filter(request -> request.topic() == topic).count();
  }

  private static Asked asked(InformationRequest request) {
    return new Asked(request.number(), request.roundsLeft());
  }

  private InformationRequestView view(ApplicationRef ref, InformationRequest request) {
    return new InformationRequestView(
        ref,
        request.number(),
        request.topic(),
        request.round(),
        request.roundsAtMost(),
        request.state(),
        request.question(),
        List.of(json.readValue(request.missing(), FieldProblem[].class)),
        request.askedBy(),
        request.askedAt(),
        request.dueAt(),
        answers.of(ref, request.number()).orElse(null));
  }

  private static String dueDay(InformationRequest request) {
    return Applications.inProgramme(request.dueAt()).toLocalDate().toString();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
