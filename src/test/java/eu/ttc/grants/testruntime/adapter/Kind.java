package eu.ttc.grants.testruntime.adapter;

import java.util.Arrays;
import java.util.Optional;

/** What can be asked for, by its name in the path of the REST API of Camunda 8.9. */
enum Kind {
  PROCESS_DEFINITION("process-definitions"),
  PROCESS_INSTANCE("process-instances"),
  ELEMENT_INSTANCE("element-instances"),
  SEQUENCE_FLOW("sequence-flows"),
  VARIABLE("variables"),
  INCIDENT("incidents"),
  USER_TASK("user-tasks"),
  JOB("jobs"),
  DECISION_INSTANCE("decision-instances"),
  MESSAGE_SUBSCRIPTION("message-subscriptions"),
  CORRELATED_MESSAGE("correlated-message-subscriptions");

  private final String path;

  Kind(String path) {
    this.path = path;
  }

  static Optional<Kind> ofPath(String path) {
    return Arrays.stream(values()).filter(kind -> kind.path.equals(path)).findFirst();
  }
}
