package eu.ttc.grants.application;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@ModuleTest
class ApplicationFinderModuleTest {

  private final ApplicationFinder finder;
  private final Applications applications;
  private final ApplicationDesk desk;

  ApplicationFinderModuleTest(
      ApplicationFinder finder, Applications applications, ApplicationDesk desk) {
    this.finder = finder;
    this.applications = applications;
    this.desk = desk;
  }

  @Test
  void findsByPartsOfWordsWhateverCaseAndAccents() {
    var ref = desk.submit(anApplication().ofEnterprise("Société Électrique Wéry"));

    assertThat(found("electri wery")).containsExactly(ref);
    assertThat(found("ÉLECTRIQUE")).contains(ref);
    assertThat(found("cié")).contains(ref);
    assertThat(found(ref.value().toLowerCase())).containsExactly(ref);
    assertThat(found(ref.value() + " electrique")).containsExactly(ref);
    assertThat(found(ref.value() + " washer")).isEmpty();
  }

  @Test
  void shortWordsAreFoundWhereAWordBegins() {
    var ref = desk.submit(anApplication().ofEnterprise("Qzo Werke"));

    assertThat(found("qz we")).containsExactly(ref);
    assertThat(found("zo")).doesNotContain(ref);
    assertThat(found("qzo")).containsExactly(ref);
  }

  @Test
  void signsOfPatternsAreSigns() {
    var ref = desk.submit(anApplication().ofEnterprise("100 % Wool_\\Works"));

    assertThat(found("% wool_\\")).containsExactly(ref);
    assertThat(found("wool%works")).isEmpty();
    assertThat(found("woolx")).isEmpty();
  }

  @Test
  void theOnesThatChangedLastComeFirst() {
    var word = "Xylo" + System.nanoTime();
    var first = desk.submit(anApplication().ofEnterprise(word + " 1"));
    var second = desk.submit(anApplication().ofEnterprise(word + " 2"));
    assertThat(found(word)).containsExactly(second, first);

    desk.inTransaction(
        () -> {
          applications.move(first, ApplicationStatus.COMPLETE, "MOVED_BY_TEST", "system", null);
          return first;
        });

    assertThat(found(word)).containsExactly(first, second);
    assertThat(
            refs(
                finder.find(
                    search(word, Optional.of(ApplicationStatus.COMPLETE), Optional.empty(), 1))))
        .containsExactly(first);
  }

  @Test
  void showsEachOnceOnItsPages() {
    var word = "Quartz" + System.nanoTime();
    var all = new HashSet<ApplicationRef>();
    for (int i = 0; i < 27; i++) {
      all.add(desk.submit(anApplication().ofEnterprise(word + " " + i)));
    }

    var first = finder.find(search(word, Optional.empty(), Optional.empty(), 1));
    var second = finder.find(search(word, Optional.empty(), Optional.empty(), 2));

    assertThat(first.rows()).hasSize(25);
    assertThat(first.more()).isTrue();
    assertThat(first.count()).isEqualTo(27);
    assertThat(second.rows()).hasSize(2);
    assertThat(second.more()).isFalse();
    var seen = new ArrayList<>(refs(first));
    seen.addAll(refs(second));
    assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    assertThat(finder.find(search(word, Optional.empty(), Optional.empty(), 3)).rows()).isEmpty();
  }

  @Test
  void findsOnlyWhatIsSubmittedAllowedAndNotOnesOwn() {
    var word = "Zephyr" + System.nanoTime();
    var told = anApplication().ofEnterprise(word);
    desk.draft(told);
    var submitted = desk.submit(told);
    var other = desk.submit(anApplication().ofEnterprise(word));

    assertThat(found(word)).containsExactlyInAnyOrder(submitted, other);
    assertThat(refs(finder.find(search(word, Optional.empty(), Optional.of(Set.of(submitted)), 1))))
        .containsExactly(submitted);
    assertThat(refs(finder.find(search(word, Optional.empty(), Optional.of(Set.of()), 1))))
        .isEmpty();
    var own =
        new ApplicationSearch(
            List.of(word), Optional.empty(), Optional.empty(), told.applicant(), 1);
    assertThat(refs(finder.find(own))).containsExactly(other);
  }

  @Test
  void whatPeopleTypeIsCutIntoWords() {
    assertThat(ApplicationSearch.words("  vacu \t clean\0 ")).containsExactly("vacu", "clean");
    assertThat(ApplicationSearch.words(" ")).isEmpty();
    assertThat(ApplicationSearch.words("a ".repeat(100))).hasSize(10);
  }

  private List<ApplicationRef> found(String words) {
    return refs(finder.find(search(words, Optional.empty(), Optional.empty(), 1)));
  }

  private static ApplicationSearch search(
      String words,
      Optional<ApplicationStatus> status,
      Optional<Set<ApplicationRef>> among,
      int page) {
    return new ApplicationSearch(
        ApplicationSearch.words(words), status, among, "somebody-else", page);
  }

  private static List<ApplicationRef> refs(FoundApplications found) {
    return found.rows().stream().map(FoundApplications.Found::reference).toList();
  }
}
