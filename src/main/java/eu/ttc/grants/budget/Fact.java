package eu.ttc.grants.budget;

/**
 * What makes a posting the only one of its kind.
 *
 * @param instalment 0 when the posting belongs to none
 * @param attempt which try to pay the instalment, from 1; 0 when the posting is about none
 * @param key of a recovery or an allocation; empty otherwise
 */
record Fact(PostingKind kind, int instalment, int attempt, String key) {

  static Fact of(PostingKind kind) {
    return of(kind, 0);
  }

  static Fact of(PostingKind kind, int instalment) {
    return new Fact(kind, instalment, 0, "");
  }

  static Fact of(PostingKind kind, int instalment, int attempt) {
    if (instalment < 1 || attempt < 1) {
      throw new IllegalArgumentException(
          "instalments and attempts count from 1, not from %d and %d"
              .formatted(instalment, attempt));
    }
    return new Fact(kind, instalment, attempt, "");
  }

  static Fact of(PostingKind kind, String key) {
    if (key.isBlank()) {
      throw new IllegalArgumentException(kind + " needs a key of its own");
    }
    return new Fact(kind, 0, 0, key);
  }

  /** The same try to pay, seen from another posting about it. */
  Fact as(PostingKind other) {
    return new Fact(other, instalment, attempt, key);
  }

  @Override
  public String toString() {
    if (attempt > 0) {
      return "%s of instalment %d, attempt %d".formatted(kind, instalment, attempt);
    }
    if (instalment > 0) {
      return "%s of instalment %d".formatted(kind, instalment);
    }
    return key.isEmpty() ? kind.name() : kind + " " + key;
  }
}
