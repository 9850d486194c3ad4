package eu.ttc.grants.evaluation;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.OffsetDateTime;

/** What became of a declaration of independence. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface DeclarationOutcome {

  /** The dossier is open to the expert; scores are awaited until {@code dueAt}. */
  record Independent(OffsetDateTime remindAt, OffsetDateTime dueAt) implements DeclarationOutcome {}

  /** The expert declared a conflict, or one is known: another expert is drawn. */
  record Conflicted() implements DeclarationOutcome {}

  /** Not taken; {@code problem} says why. */
  record DeclarationNotAllowed(String problem) implements DeclarationOutcome {}
}
