package eu.ttc.grants.local;

import static eu.ttc.grants.local.Story.givingBack;
import static eu.ttc.grants.local.Story.paid;
import static eu.ttc.grants.local.Story.refused;
import static eu.ttc.grants.local.Story.refusedWithVoucher;
import static eu.ttc.grants.local.Story.withoutVoucher;

import eu.ttc.grants.local.Story.Wave;

/** What becomes of a voucher, and of how many of the two hundred. Thirty-five are paid. */
enum Fate {
  WITHDRAWN_IN_DRAFT(5, withoutVoucher("WITHDRAWN", OneVoucher::withdraw)),

  NOT_SME(3, refusedByRules("NOT_SME").telling("/enterprise/headcount", "600")),
  OUT_OF_REGION(3, refusedByRules("OUT_OF_REGION").telling("/enterprise/region", "\"OTHER\"")),
  OUT_OF_SECTOR(3, refusedByRules("OUT_OF_SECTOR").telling("/project/sector", "\"OTHER\"")),
  NOT_CROSS_BORDER(
      3,
      refusedByRules("NOT_CROSS_BORDER")
          .telling("/enterprise/country", "\"NL\"")
          .telling("/enterprise/region", "\"EINDHOVEN\"")
          .telling(
              "/partners",
              """
              [{"name": "Materiaallab", "country": "NL", "region": "MAASTRICHT", "role": "tests"}]
              """)),
  NOT_FIRST_RD(3, refusedByRules("NOT_FIRST_RD").telling("/declarations/firstResearch", "false")),
  NO_INCENTIVE_EFFECT(
      3, refusedByRules("NO_INCENTIVE_EFFECT").telling("/declarations/workStarted", "true")),
  RECOVERY_ORDER(
      3, refusedByRules("RECOVERY_ORDER").telling("/declarations/recoveryOrder", "true")),
  DOUBLE_FUNDING(
      3, refusedByRules("DOUBLE_FUNDING").telling("/declarations/fundedElsewhere", "true")),
  SEVERAL_REASONS(
      3,
      refusedByRules("NOT_SME, NOT_FIRST_RD, DOUBLE_FUNDING")
          .telling("/enterprise/headcount", "600")
          .telling("/declarations/firstResearch", "false")
          .telling("/declarations/fundedElsewhere", "true")),
  DE_MINIMIS_CEILING(
      4, refusedByRules("DE_MINIMIS_CEILING").telling("/priorDeMinimis/0/amountCents", "29600000")),
  APPEAL_AGAINST_RULES_DISMISSED(
      4,
      refused(
              "NOT_FIRST_RD",
              v -> {
                v.submit();
                v.object();
                v.dismissAppeal();
              })
          .taking("APPEAL", "P6W")
          .telling("/declarations/firstResearch", "false")),

  INCOMPLETE_NEVER_ANSWERED(
      6,
      unanswered(
              v -> {
                v.submit();
                v.isRejected();
              })
          .withoutAccounts()),
  QUESTION_NEVER_ANSWERED(
      3,
      unanswered(
              v -> {
                v.submit();
                v.ask();
                v.isRejected();
              })
          .telling("/enterprise/legalForm", "\"SOLE_TRADER\"")
          .telling("/declarations/firstResearch", "false")),
  SOLE_TRADER_REFUSED(
      5,
      refused(
              "NOT_FIRST_RD",
              v -> {
                v.submit();
                v.screen(false);
                v.isRejected();
              })
          .telling("/enterprise/legalForm", "\"SOLE_TRADER\"")
          .telling("/declarations/firstResearch", "false")),

  WITHDRAWN_AT_ONCE(
      5,
      withoutVoucher(
              "WITHDRAWN",
              v -> {
                v.submit();
                v.withdraw();
              })
          .reserving(null)),
  WITHDRAWN_DURING_VISIT(
      8,
      givingBack(
          "WITHDRAWN",
          v -> {
            v.submit();
            v.await("VISIT_PLANNED");
            v.withdraw();
          })),
  WITHDRAWN_DURING_EVALUATION(
      8,
      givingBack(
          "WITHDRAWN",
          v -> {
            v.submit();
            v.visit();
            v.await("EVALUATION_ASSIGNED");
            v.withdraw();
          })),
  WITHDRAWN_BEFORE_DECISION(
      5,
      givingBack(
          "WITHDRAWN",
          v -> {
            v.submit();
            v.visit();
            v.evaluate();
            v.withdraw();
          })),
  WITHDRAWN_AFTER_AWARD(
      4,
      givingBack(
          "WITHDRAWN",
          v -> {
            v.submit();
            v.visit();
            v.evaluate();
            v.award();
            v.withdraw();
          })),
  WITHDRAWN_BEFORE_ACCEPTANCE(
      6,
      givingBack(
          "WITHDRAWN",
          v -> {
            v.submit();
            v.visit();
            v.evaluate();
            v.award();
            v.await("AGREEMENT_OFFERED");
            v.withdraw();
          })),
  BELOW_THRESHOLD(
      8,
      refusedWithVoucher(
          "BELOW_THRESHOLD",
          v -> {
            v.submit();
            v.visit();
            v.evaluateBelowThreshold();
            v.reject("BELOW_THRESHOLD");
            v.isRejected();
          })),
  CONFLICT_AND_BELOW_THRESHOLD(
      3,
      refusedWithVoucher(
          "BELOW_THRESHOLD",
          v -> {
            v.submit();
            v.visit();
            v.declareConflict();
            v.evaluateBelowThreshold();
            v.reject("BELOW_THRESHOLD");
            v.isRejected();
          })),
  APPEAL_AGAINST_SCORES_DISMISSED(
      3,
      refusedWithVoucher(
              "BELOW_THRESHOLD",
              v -> {
                v.submit();
                v.visit();
                v.evaluateBelowThreshold();
                v.reject("BELOW_THRESHOLD");
                v.object();
                v.dismissAppeal();
              })
          .taking("APPEAL", "P6W")),
  NOT_AWARDED(
      6,
      refusedWithVoucher(
          "NOT_FIRST_RD",
          v -> {
            v.submit();
            v.visit();
            v.evaluate();
            v.reject("NOT_FIRST_RD");
            v.isRejected();
          })),
  CONDITIONS_LAPSED(
      3,
      givingBack(
              "LAPSED",
              v -> {
                v.submit();
                v.visit();
                v.evaluate();
                v.awardOnConditions();
                v.await("CONDITIONS_LAPSED");
              })
          .taking("CONDITIONS_REMINDER", "PT1S")
          .taking("CONDITIONS", "PT4S")),
  AGREEMENT_LAPSED(
      9,
      givingBack(
              "LAPSED",
              v -> {
                v.submit();
                v.visit();
                v.evaluate();
                v.award();
                v.await("AGREEMENT_LAPSED");
              })
          .taking("AGREEMENT_REMINDER", "PT1S")
          .taking("AGREEMENT_ACCEPTANCE", "PT4S")),
  TERMINATED_AT_ONCE(
      3,
      givingBack(
          "TERMINATED",
          v -> {
            v.submit();
            v.visit();
            v.evaluate();
            v.award();
            v.accept();
            v.withdraw();
          })),
  TERMINATED_BY_APPLICANT(
      5,
      givingBack(
          "TERMINATED",
          v -> {
            v.submit();
            v.runs();
            v.withdraw();
          })),
  TERMINATED_BY_PROGRAMME(
      5,
      givingBack(
          "TERMINATED",
          v -> {
            v.submit();
            v.runs();
            v.terminate();
          })),
  CLAIM_LAPSED(
      6,
      givingBack(
              "TERMINATED",
              v -> {
                v.submit();
                v.runs();
                v.await("CLAIM_LAPSED");
              })
          .taking("EXECUTION_REMINDER", "PT1S")
          .taking("EXECUTION", "PT4S")),
  TERMINATED_DURING_VERIFICATION(
      3,
      givingBack(
          "TERMINATED",
          v -> {
            v.submit();
            v.runs();
            v.claim();
            v.withdraw();
          })),
  CLAIM_REFUSED_AND_TERMINATED(
      3,
      givingBack(
          "TERMINATED",
          v -> {
            v.submit();
            v.runs();
            v.claim();
            v.refuseClaim();
            v.await("CLAIM_INVITED", 2);
            v.withdraw();
          })),

  CONFLICT_AND_PAID(
      3,
      paid(
          v -> {
            v.submit();
            v.visit();
            v.declareConflict();
            v.isEvaluatedAndGoesOn();
            v.isPaidAndReports();
          })),
  INCOMPLETE_AND_PAID(
      2,
      paid(v -> {
            v.submit();
            v.answer("ANNUAL_ACCOUNTS");
            v.isVisitedAndGoesOn();
            v.isPaidAndReports();
          })
          .withoutAccounts()),
  IN_DIFFICULTY_AND_PAID(
      2,
      paid(v -> {
            v.submit();
            v.screen(true);
            v.isVisitedAndGoesOn();
            v.isPaidAndReports();
          })
          .telling("/declarations/insolvent", "true")),
  ASKED_AND_PAID(
      2,
      paid(v -> {
            v.submit();
            v.ask();
            v.answer("OTHER");
            v.screen(true);
            v.isVisitedAndGoesOn();
            v.isPaidAndReports();
          })
          .telling("/enterprise/legalForm", "\"SOLE_TRADER\"")
          .telling("/declarations/firstResearch", "false")),
  APPEAL_AGAINST_SCORES_UPHELD(
      2,
      paid(v -> {
            v.submit();
            v.visit();
            v.evaluateBelowThreshold();
            v.reject("BELOW_THRESHOLD");
            v.object();
            v.upholdAppeal("EVALUATION");
            v.evaluate();
            v.awardAfterAll();
            v.accept();
            v.claim();
            v.acceptClaim();
            v.isPaidAndReports();
          })
          .taking("APPEAL", "P6W")
          .rejectedFor("BELOW_THRESHOLD")
          .reserving(2)),
  APPEAL_AGAINST_DECISION_UPHELD(
      2,
      paid(v -> {
            v.submit();
            v.visit();
            v.evaluate();
            v.reject("OUT_OF_SECTOR");
            v.object();
            v.upholdAppeal("AWARD");
            v.awardAfterAll();
            v.accept();
            v.claim();
            v.acceptClaim();
            v.isPaidAndReports();
          })
          .taking("APPEAL", "P6W")
          .rejectedFor("OUT_OF_SECTOR")
          .reserving(2)),
  APPEAL_AGAINST_SCREENING_UPHELD(
      1,
      paid(v -> {
            v.submit();
            v.screen(false);
            v.object();
            v.upholdAppeal("SCREENING");
            v.screenAgain(true);
            v.isVisitedAndGoesOn();
            v.isPaidAndReports();
          })
          .telling("/enterprise/legalForm", "\"SOLE_TRADER\"")
          .telling("/declarations/firstResearch", "false")
          .taking("APPEAL", "P6W")
          .rejectedFor("NOT_FIRST_RD")),
  APPEAL_AGAINST_RULES_UPHELD(
      1,
      paid(v -> {
            v.submit();
            v.object();
            v.upholdAppeal("STATE_AID");
            v.isVisitedAndGoesOn();
            v.isPaidAndReports();
          })
          .telling("/declarations/workStarted", "true")
          .taking("APPEAL", "P6W")
          .rejectedFor("NO_INCENTIVE_EFFECT")),
  VISIT_MISSED_AND_PAID(
      2,
      paid(v -> {
            v.submit();
            v.await("VISIT_MISSED");
            v.isEvaluatedAndGoesOn();
            v.isPaidAndReports();
          })
          .taking("BUSINESS_SUPPORT_VISIT", "PT4S")),
  NO_VISIT_AND_PAID(
      1,
      paid(
          v -> {
            v.submit();
            v.doWithoutVisit();
            v.isEvaluatedAndGoesOn();
            v.isPaidAndReports();
          })),

  CONDITIONS_FULFILLED_AND_PAID(
      2,
      paid(
          v -> {
            v.submit();
            v.visit();
            v.evaluate();
            v.awardOnConditions();
            v.confirmConditions();
            v.accept();
            v.claim();
            v.acceptClaim();
            v.isPaidAndReports();
          })),

  PAID(
      3,
      late(
          v -> {
            v.submit();
            v.isVisitedAndGoesOn();
            v.isPaidAndReports();
          })),
  DRAFTED_DECISION_AND_PAID(
      1,
      late(
          v -> {
            v.submit();
            v.visit();
            v.evaluate();
            v.awardAfterDraft();
            v.accept();
            v.claim();
            v.acceptClaim();
            v.isPaidAndReports();
          })),
  ON_HOLD_AND_PAID(
      1,
      late(
          v -> {
            v.submit();
            v.visit();
            v.evaluate();
            v.award();
            v.isHeldBeforeAcceptance();
            v.accept();
            v.claim();
            v.acceptClaim();
            v.isPaidAndReports();
          })),
  PAID_AND_SILENT(
      1,
      late(v -> {
            v.submit();
            v.isVisitedAndGoesOn();
            v.isPaidAndKeepsSilent();
          })
          .taking("RESULTS_REMINDER", "PT1S")
          .taking("RESULTS_REPORT", "PT4S")),
  CLAIM_CORRECTED(
      2,
      late(v -> {
            v.submit();
            v.runs();
            v.claimInLines();
            v.correctClaim();
            v.isPaidAndReports();
          })
          .paying(450_000)),
  COST_LINE_REFUSED(
      2,
      late(v -> {
            v.submit();
            v.runs();
            v.claimInLines();
            v.refuseLine();
            v.isPaidAndReports();
          })
          .paying(200_000)),
  CLAIM_REFUSED_AND_PAID(
      2,
      late(
          v -> {
            v.submit();
            v.runs();
            v.claim();
            v.refuseClaim();
            v.claim();
            v.acceptClaim();
            v.isPaidAndReports();
          })),
  EXTENSION_GRANTED(2, late(v -> afterExtension(v, true))),
  EXTENSION_REFUSED(1, late(v -> afterExtension(v, false))),

  WITHDRAWN_ON_WAITING_LIST(
      10,
      withoutVoucher(
              "WITHDRAWN",
              v -> {
                v.submit();
                v.waitsOnCompleteList();
                v.withdraw();
              })
          .inWave(Wave.LAST)),
  NO_VOUCHER_LEFT(
      8,
      refused(
              "BUDGET_EXHAUSTED",
              v -> {
                v.submit();
                v.waitsOnCompleteList();
                v.isRejected();
              })
          .inWave(Wave.LAST));

  private final int count;
  private final Story story;

  Fate(int count, Story story) {
    this.count = count;
    this.story = story;
  }

  int count() {
    return count;
  }

  Story story() {
    return story;
  }

  private static Story refusedByRules(String reasons) {
    return refused(
        reasons,
        v -> {
          v.submit();
          v.isRejected();
        });
  }

  private static Story unanswered(Script<OneVoucher> script) {
    return refused("INCOMPLETE", script)
        .taking("INFORMATION_REMINDER", "PT1S")
        .taking("INFORMATION_REQUEST", "PT4S");
  }

  private static Story late(Script<OneVoucher> script) {
    return paid(script).inWave(Wave.SECOND);
  }

  private static void afterExtension(OneVoucher v, boolean granted) throws Exception {
    v.submit();
    v.runs();
    v.askForMoreTime();
    v.decideOnMoreTime(granted);
    v.claim();
    v.acceptClaim();
    v.isPaidAndReports();
  }
}
