package eu.ttc.grants.local;

import static eu.ttc.grants.local.CallStory.endedAfterAdvance;
import static eu.ttc.grants.local.CallStory.evaluated;
import static eu.ttc.grants.local.CallStory.paid;
import static eu.ttc.grants.local.CallStory.refused;
import static eu.ttc.grants.local.CallStory.unread;

import eu.ttc.grants.local.CallStory.Band;
import eu.ttc.grants.local.Consortium.Shape;

/**
 * What becomes of a consortium, and of how many of the sixty. The budget reaches for the first
 * twelve; what some of them give back moves three others up.
 */
enum CallFate {
  LATE_FOR_THE_CALL(2, 1, unread("DRAFT", OneConsortium::comesTooLate)),
  INCOMPLETE_NEVER_ANSWERED(
      2,
      0,
      refused(
              "INCOMPLETE",
              c -> {
                c.isRejected();
              })
          .withoutAccounts()
          .taking("INFORMATION_REMINDER", "PT1S")
          .taking("INFORMATION_REQUEST", "PT4S")),
  PARTNER_DECLINES(
      2,
      1,
      unread(
          "LAPSED",
          c -> {
            c.onePartnerDeclines();
          })),
  PARTNER_NEVER_ANSWERS(
      1,
      0,
      unread(
              "LAPSED",
              c -> {
                c.await("CONSORTIUM_LAPSED");
              })
          .taking("CONSORTIUM_REMINDER", "PT1S")
          .taking("CONSORTIUM_CONFIRMATION", "PT4S")),
  NOT_CROSS_BORDER(2, 0, refusedByRules("NOT_CROSS_BORDER").ofShape(Shape.ONE_COUNTRY)),
  NOT_INDEPENDENT(1, 0, refusedByRules("NOT_INDEPENDENT").ofShape(Shape.ONE_UNDERTAKING)),
  IN_DIFFICULTY(2, 1, refusedByRules("IN_DIFFICULTY").ofShape(Shape.IN_DIFFICULTY)),
  BELOW_MIN_GRANT(1, 0, refusedByRules("BELOW_MIN_GRANT").ofShape(Shape.TOO_SMALL)),
  APPEAL_DISMISSED(
      1,
      0,
      refused(
              "OUT_OF_SECTOR",
              c -> {
                c.partnersConfirm();
                c.object();
                c.dismissAppeal();
              })
          .ofShape(Shape.OUT_OF_SECTOR)
          .taking("APPEAL", "P6W")),
  WITHDRAWN_DURING_VISIT(
      1,
      0,
      unread(
          "WITHDRAWN",
          c -> {
            c.partnersConfirm();
            c.await("VISIT_PLANNED");
            c.withdraw();
          })),
  WITHDRAWN_BEFORE_THE_PANEL(
      1,
      0,
      evaluated(
          Band.BELOW_THRESHOLD,
          "WITHDRAWN",
          c -> {
            c.isEvaluated();
            c.withdraw();
          })),

  BELOW_THRESHOLD(11, 1, belowThreshold()),
  BELOW_THRESHOLD_AFTER_FURTHER_EXPERT(1, 0, belowThreshold().readDifferently()),

  NO_BUDGET_LEFT(12, 1, inVain(OneConsortium::isEvaluated)),
  NO_BUDGET_LEFT_AFTER_FURTHER_EXPERT(2, 0, inVain(OneConsortium::isEvaluated).readDifferently()),
  NO_BUDGET_LEFT_AFTER_CONFLICT(
      1,
      0,
      inVain(c -> c.isEvaluatedWith(OneConsortium::oneExpertDeclaresConflict))
          .ofShape(Shape.LOPSIDED)),
  NO_BUDGET_LEFT_AFTER_SILENT_EXPERT(
      1,
      0,
      inVain(c -> c.isEvaluatedWith(OneConsortium::oneExpertIsReplaced))
          .taking("EVALUATION_DECLARATION", "PT45S")),
  WITHDRAWN_FROM_RESERVE_LIST(
      1,
      0,
      evaluated(
          Band.RESERVE,
          "WITHDRAWN",
          c -> {
            c.isEvaluated();
            c.isOnReserveList();
            c.withdraw();
          })),

  MOVED_UP_AND_PAID(2, 0, movedUp(OneConsortium::isEvaluated)),
  INCOMPLETE_MOVED_UP_AND_PAID(
      1,
      1,
      movedUp(
              c -> {
                c.answer("ANNUAL_ACCOUNTS");
                c.partnersConfirm();
                c.visit();
                c.isScored();
              })
          .withoutAccounts()),

  WITHDRAWN_AFTER_AWARD(
      1,
      0,
      evaluated(
          Band.FIRST,
          "WITHDRAWN",
          c -> {
            c.isEvaluated();
            c.isFunded();
            c.award();
            c.withdraw();
          })),
  AGREEMENT_LAPSED(
      1,
      1,
      evaluated(
              Band.FIRST,
              "LAPSED",
              c -> {
                c.isEvaluated();
                c.isFunded();
                c.award();
                c.showsItsMoney();
                c.await("AGREEMENT_LAPSED");
              })
          .taking("AGREEMENT_REMINDER", "PT1S")
          .taking("AGREEMENT_ACCEPTANCE", "PT4S")),
  CO_FUNDING_REFUSED(
      1,
      0,
      withoutSupplement(
              evaluated(
                  Band.FIRST,
                  "REJECTED",
                  c -> {
                    c.isEvaluated();
                    c.isFunded();
                    c.award();
                    c.showsItsMoney();
                    c.isRejected();
                  }))
          .rejectedFor("COFUNDING_NOT_ASSURED")
          .ofShape(Shape.WITHOUT_MONEY)),

  LARGEST_GRANT_PAID(
      1,
      0,
      paid(c -> {
            c.startsWork();
            c.isPaidForItsWork();
            c.closes();
          })
          .ofShape(Shape.TOO_LARGE)),
  REDUCED_GRANT_PAID(
      1,
      0,
      withoutSupplement(
              paid(
                  c -> {
                    c.isEvaluated();
                    c.isFunded();
                    c.award();
                    c.showsItsMoney();
                    c.takesSmallerGrant();
                    c.signs();
                    c.isPaidForItsWork();
                    c.closes();
                  }))
          .ofShape(Shape.SHORT_OF_MONEY)),
  APPEAL_UPHELD_AND_PAID(
      1,
      0,
      paid(c -> {
            c.partnersConfirm();
            c.object();
            c.upholdAppeal("SCREENING");
            c.screenAgain(true);
            c.visit();
            c.isScored();
            c.isFunded();
            c.isAwardedAndSigns();
            c.isPaidForItsWork();
            c.closes();
          })
          .ofShape(Shape.FUNDED_ELSEWHERE)
          .rejectedFor("DOUBLE_FUNDING")
          .taking("APPEAL", "P6W")),
  COSTS_CORRECTED(
      1,
      0,
      paid(c -> {
            c.startsWork();
            c.takesAdvance();
            c.claimsPart();
            c.correctFirstCost();
            c.claimsRest();
            c.acceptClaim();
            c.closes();
          })
          .paying(OneConsortium.CORRECTION_CENTS / 2, 0, 0)),
  COST_PARKED_AND_TAKEN_UP(
      1,
      0,
      paid(
          c -> {
            c.startsWork();
            c.takesAdvance();
            c.claimsPart();
            c.parkFirstCost();
            c.claimsRest();
            c.acceptClaim();
            c.closes();
          })),
  BANK_REJECTED_ONCE(
      1,
      0,
      paid(
          c -> {
            c.bankMistrustsIt();
            c.startsWork();
            c.isPaidForItsWork();
            c.closes();
          })),
  PROJECT_CHANGED(
      1,
      0,
      paid(
          c -> {
            c.startsWork();
            c.takesAdvance();
            c.changesItsProject();
            c.claimsPart();
            c.acceptClaim();
            c.claimsRest();
            c.acceptClaim();
            c.closes();
          })),
  RECOVERED_BY_SET_OFF(
      1,
      1,
      paid(c -> {
            c.startsWork();
            c.takesAdvance();
            c.claimsPart();
            c.acceptClaim();
            c.isSuspected(OneConsortium.SET_OFF_CENTS, "OFFSET");
            c.claimsRest();
            c.acceptClaim();
            c.await("REPAYMENT_SETTLED");
            c.closes();
          })
          .paying(0, OneConsortium.SET_OFF_CENTS, 0)),
  RECOVERED_BY_REPAYMENT(
      1,
      1,
      paid(c -> {
            c.startsWork();
            c.isPaidForItsWork();
            c.isSuspected(OneConsortium.REPAID_CENTS, "REPAYMENT_ORDER");
            c.paysBack(OneConsortium.REPAID_CENTS);
            c.closes();
          })
          .paying(0, 0, OneConsortium.REPAID_CENTS)
          .taking("REPAYMENT", "PT1S")),

  /**
   * Only where it is chosen: what its end releases could move up whom nobody expects, depending on
   * the moment.
   */
  TERMINATED_AFTER_ADVANCE(
      0,
      0,
      endedAfterAdvance(
              c -> {
                c.startsWork();
                c.takesAdvance();
                c.terminate();
                c.owesAdvance();
                c.paysBack(c.story().repaidCents(c.consortium()));
              })
          .taking("REPAYMENT", "PT1S"));

  /** Long enough for the first to give their money back. */
  private static final String RESERVE_LIST = "PT4M";

  private final int count;
  private final int countOfFew;
  private final CallStory story;

  /**
   * @param count of sixty
   * @param countOfFew when there are only a few
   */
  CallFate(int count, int countOfFew, CallStory story) {
    this.count = count;
    this.countOfFew = countOfFew;
    this.story = story;
  }

  int count(boolean few) {
    return few ? countOfFew : count;
  }

  CallStory story() {
    return story;
  }

  private static CallStory refusedByRules(String reasons) {
    return refused(
        reasons,
        c -> {
          c.partnersConfirm();
          c.isRejected();
        });
  }

  private static CallStory belowThreshold() {
    return evaluated(
            Band.BELOW_THRESHOLD,
            "REJECTED",
            c -> {
              c.isEvaluated();
              c.isRejected();
            })
        .rejectedFor("BELOW_THRESHOLD");
  }

  /** Passes, waits on the reserve list, and nobody gives enough money back. */
  private static CallStory inVain(Script<OneConsortium> evaluation) {
    return evaluated(
            Band.RESERVE,
            "REJECTED",
            c -> {
              evaluation.play(c);
              c.isOnReserveList();
              c.isRejected();
            })
        .rejectedFor("BUDGET_EXHAUSTED")
        .taking("RESERVE_LIST", RESERVE_LIST);
  }

  private static CallStory movedUp(Script<OneConsortium> evaluation) {
    return paid(c -> {
          evaluation.play(c);
          c.isOnReserveList();
          c.isFunded();
          c.isAwardedAndSigns();
          c.isPaidForItsWork();
          c.closes();
        })
        .in(Band.NEXT);
  }

  /** Who is asked for more evidence has none. */
  private static CallStory withoutSupplement(CallStory story) {
    return story
        .taking("CO_FUNDING_SUPPLEMENT_REMINDER", "PT1S")
        .taking("CO_FUNDING_SUPPLEMENT", "PT4S");
  }
}
