package eu.ttc.grants.workers;

import io.camunda.client.exception.BpmnError;
import io.camunda.client.exception.CamundaError;
import java.util.Map;

/** Tells a person in Tasklist why what they completed cannot be recorded. */
final class Refusal {

  private Refusal() {}

  /**
   * The error that the model catches to give the task back.
   *
   * @param problem shown on top of the form, from variable {@code problem}
   */
  static BpmnError bpmnError(String code, String problem) {
    return CamundaError.bpmnError(code, problem, Map.of("problem", problem));
  }
}
