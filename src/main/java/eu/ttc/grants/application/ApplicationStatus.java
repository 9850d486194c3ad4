package eu.ttc.grants.application;

import java.util.EnumSet;
import java.util.Set;

/** Where an application stands; the common states of both lifecycles ({@code domain.md} § 6). */
public enum ApplicationStatus {
  DRAFT,
  SUBMITTED,
  /** The applicant was asked for something; the decision clock stands still. */
  INFO_REQUESTED,
  COMPLETE,
  ELIGIBLE,
  EVALUATED,
  APPROVED,
  CONTRACTED,
  RUNNING,
  FINAL_REPORTED,
  CLOSED,
  REJECTED,
  /** Objection was lodged against a rejection and is not decided yet. */
  UNDER_APPEAL,
  /** Ranked where the money of the call does not reach; it may move up while the list is valid. */
  RESERVE,
  LAPSED,
  TERMINATED,
  WITHDRAWN;

  private static final Set<ApplicationStatus> ENDED =
      EnumSet.of(CLOSED, REJECTED, LAPSED, TERMINATED, WITHDRAWN);

  /**
   * Whether nothing more happens, except an appeal against a rejection: read-only for everybody.
   */
  public boolean ended() {
    return ENDED.contains(this);
  }

  /** Whether the steps of a lifecycle may act on the application. */
  public boolean open() {
    return !ended() && this != DRAFT && this != UNDER_APPEAL;
  }

  /** Whether an application may go from this status to {@code next}, whatever a model says. */
  public boolean mayBecome(ApplicationStatus next) {
    return followers().contains(next);
  }

  private Set<ApplicationStatus> followers() {
    return switch (this) {
      case DRAFT -> EnumSet.of(SUBMITTED, WITHDRAWN);
      case SUBMITTED -> EnumSet.of(INFO_REQUESTED, COMPLETE, REJECTED, WITHDRAWN);
      case INFO_REQUESTED -> EnumSet.of(SUBMITTED, COMPLETE, REJECTED, WITHDRAWN);
      case COMPLETE -> EnumSet.of(INFO_REQUESTED, ELIGIBLE, REJECTED, LAPSED, WITHDRAWN);
      case ELIGIBLE -> EnumSet.of(EVALUATED, REJECTED, WITHDRAWN);
      case EVALUATED -> EnumSet.of(RESERVE, APPROVED, REJECTED, WITHDRAWN);
      case RESERVE -> EnumSet.of(EVALUATED, REJECTED, WITHDRAWN);
      case APPROVED -> EnumSet.of(CONTRACTED, REJECTED, LAPSED, WITHDRAWN);
      case CONTRACTED -> EnumSet.of(RUNNING, TERMINATED);
      case RUNNING -> EnumSet.of(FINAL_REPORTED, TERMINATED);
      case FINAL_REPORTED -> EnumSet.of(RUNNING, CLOSED, TERMINATED);
      case REJECTED -> EnumSet.of(UNDER_APPEAL);
      case UNDER_APPEAL ->
          EnumSet.of(SUBMITTED, COMPLETE, ELIGIBLE, EVALUATED, APPROVED, REJECTED, WITHDRAWN);
      case CLOSED, LAPSED, TERMINATED, WITHDRAWN -> EnumSet.noneOf(ApplicationStatus.class);
    };
  }
}
