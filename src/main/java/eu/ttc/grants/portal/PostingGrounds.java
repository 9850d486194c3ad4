package eu.ttc.grants.portal;

import eu.ttc.grants.award.AwardDecision;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.budget.Posting;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.kernel.ApplicationRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** What postings of the ledger lead to: the decisions behind them and the names of the persons. */
@Service
public class PostingGrounds {

  private final Awards awards;
  private final Accounts accounts;

  PostingGrounds(Awards awards, Accounts accounts) {
    this.awards = awards;
    this.accounts = accounts;
  }

  /** The decisions in force for the applications of these postings, where there is one. */
  public Map<ApplicationRef, AwardDecision> decisions(List<Posting> postings) {
    var decisions = new HashMap<ApplicationRef, AwardDecision>();
    postings.stream()
        .map(Posting::application)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(ref -> awards.of(ref).ifPresent(decided -> decisions.put(ref, decided)));
    return decisions;
  }

  /** Names by username of who posted and who decided. */
  public Map<String, String> names(List<Posting> postings, Map<?, AwardDecision> decisions) {
    return accounts.names(
        Stream.concat(
                postings.stream().map(Posting::by),
                decisions.values().stream().map(AwardDecision::decidedBy))
            .distinct()
            .toList());
  }
}
