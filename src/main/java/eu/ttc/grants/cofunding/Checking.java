package eu.ttc.grants.cofunding;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Whether an officer's verdicts were taken. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface Checking {

  /** They are in the dossier. */
  record Recorded() implements Checking {}

  /** They may not stand, and nothing was changed; the officer reads why. */
  record NotAllowed(String problem) implements Checking {}
}
