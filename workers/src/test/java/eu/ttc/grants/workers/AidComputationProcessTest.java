package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of computing aid, with the tables as they are. */
@EveryPathOf("aid-computation")
@ProcessTest
@DisplayName("A computation of aid")
class AidComputationProcessTest {

  private static final String REF = "F-2026-000045";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  AidComputationProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName(
      "asks the tables about each partner's costs of each category, and hands on each answer")
  void asksTheTables() {
    questions(
        true,
        question(1, "INDUSTRIAL_RESEARCH", "SMALL"),
        question(1, "EXPERIMENTAL_DEVELOPMENT", "SMALL"),
        question(2, "INDUSTRIAL_RESEARCH", "MEDIUM"),
        question(3, "PATENTS", "MICRO"));

    assertThat(start())
        .isCompleted()
        .hasCompletedElementsInOrder("Task_PrepareAid", "Task_ComputeAid", "Event_AidComputed")
        .hasCompletedElement("Task_FindIntensity", 4)
        .hasNotActivatedElements("Event_NoBasis")
        .hasVariable("aidAllowed", true)
        .hasVariable("grantCents", 20_000_000)
        .hasVariable("reasonCodes", List.of());
    assertThat(answers()).extracting(answer -> answer.get("partner")).containsExactly(1, 1, 2, 3);
    assertThat(answers())
        .extracting(answer -> part(answer, "basis").get("rule"))
        .containsExactly("B8", "B8", "B8", "B9");
    assertThat(answers())
        .extracting(answer -> part(answer, "intensity").get("maximum"))
        .containsExactly(80, 60, 75, 50);
  }

  @Test
  @DisplayName("looks up no intensity for costs that have no legal basis")
  void withoutLegalBasis() {
    questions(
        true,
        question(1, "INDUSTRIAL_RESEARCH", "LARGE"),
        question(2, "INDUSTRIAL_RESEARCH", "SMALL"));
    work.on(
        JobTypes.STATEAID_COMPUTE_AID,
        returning(
            Map.of(
                "aidSheet",
                1,
                "aidAllowed",
                false,
                "grantCents",
                0,
                "reasonCodes",
                List.of("NO_LEGAL_BASIS"))));

    assertThat(start())
        .isCompleted()
        .hasCompletedElement("Event_NoBasis", 1)
        .hasCompletedElement("Task_FindIntensity", 1)
        .hasVariable("aidAllowed", false)
        .hasVariable("reasonCodes", List.of("NO_LEGAL_BASIS"));
    assertThat(part(answers().getFirst(), "basis"))
        .containsEntry("basis", "REFUSED")
        .containsEntry("reasonCode", "NO_LEGAL_BASIS");
    assertThat(answers().getFirst().get("intensity")).isNull();
    assertThat(part(answers().getLast(), "intensity")).containsEntry("maximum", 80);
  }

  @Test
  @DisplayName("asks no table about money when the project is not cross-border")
  void notCrossBorder() {
    questions(false);

    assertThat(start())
        .isCompleted()
        .hasCompletedElementsInOrder("Gateway_CrossBorder", "Task_ComputeAid")
        .hasNotActivatedElements("SubProcess_AssessCosts", "Task_FindBasis");
    assertThat(answers()).isEmpty();
  }

  @SafeVarargs
  private void questions(boolean crossBorder, Map<String, Object>... asked) {
    work.on(
        JobTypes.STATEAID_PREPARE_AID,
        returning(
            Map.of("aidProject", 7, "crossBorder", crossBorder, "aidQuestions", List.of(asked))));
  }

  private static Map<String, Object> question(int partner, String category, String size) {
    var question = new HashMap<String, Object>();
    question.put("partner", partner);
    question.put("category", category);
    question.put("rules", "GBER-651-2014");
    question.put("scheme", "INNOVATION_FUND");
    question.put("economicActivity", true);
    question.put("recoveryOrder", false);
    question.put("inDifficulty", false);
    question.put("workStarted", false);
    question.put("sizeClass", size);
    question.put("grounds", List.of("COLLABORATION"));
    question.put("adviceWithinCeiling", false);
    return question;
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("aid-computation")
        .latestVersion()
        .variables(Map.of("applicationRef", REF))
        .send()
        .join();
  }

  /** What the tables said, as the worker is told. */
  @SuppressWarnings("unchecked")
  private List<Map<String, @Nullable Object>> answers() {
    var jobs = work.jobsOf(JobTypes.STATEAID_COMPUTE_AID);
    assertThat(jobs)
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("aidProject", 7));
    return (List<Map<String, @Nullable Object>>) jobs.getFirst().get("aidAnswers");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> part(Map<String, @Nullable Object> answer, String name) {
    return (Map<String, Object>) answer.get(name);
  }
}
