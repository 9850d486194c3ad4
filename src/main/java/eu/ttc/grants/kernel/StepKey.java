package eu.ttc.grants.kernel;

/**
 * Names one passage of one step of one lifecycle: the same key on every delivery of the same job,
 * another one when the model passes the step again.
 *
 * @param step job type of the step, such as {@code budget.reserve}
 * @param elementInstance the engine's key of this passage
 */
public record StepKey(String step, long elementInstance) {

  /** Key of the passage {@code elementInstance} of {@code step}. */
  public static StepKey of(String step, long elementInstance) {
    return new StepKey(step, elementInstance);
  }
}
