package eu.ttc.grants.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One person in Tasklist, in a browser of their own. What is on a form is found by its label, as a
 * person would; a picture of each form is kept.
 */
final class TasklistInBrowser implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path CHROMIUM = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
  private static final Path CHROMEDRIVER =
      Path.of(System.getProperty("chromedriver", "/usr/bin/chromedriver"));
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Answers like a screen reader's view: what Tasklist itself asks, with its own session. */
  private static final String OPEN_TASKS =
      """
      const done = arguments[arguments.length - 1];
      fetch('/v1/tasks/search', {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-CSRF-TOKEN': sessionStorage.getItem('X-CSRF-TOKEN') ?? ''
        },
        body: JSON.stringify({
          state: 'CREATED', pageSize: 200, includeVariables: [{name: 'applicationRef'}]
        })
      }).then(answer => answer.text()).then(done, problem => done('[]'));
      """;

  private static final String TASK_STATE =
      """
      const done = arguments[arguments.length - 1];
      fetch('/v1/tasks/' + arguments[0], {
        headers: {'X-CSRF-TOKEN': sessionStorage.getItem('X-CSRF-TOKEN') ?? ''}
      }).then(answer => answer.json()).then(task => done(task.taskState), problem => done(null));
      """;

  /** Something on the form that this person answered, and whether it is still there. */
  private record Answer(Runnable give, BooleanSupplier given) {}

  private final URI tasklist;
  private final Path pictures;
  private final ChromeDriver browser;
  private final WebDriverWait waiting;
  private final List<Answer> answers = new ArrayList<>();
  private String task;

  private TasklistInBrowser(URI tasklist, Path pictures) throws IOException {
    this.tasklist = tasklist;
    this.pictures = Files.createDirectories(pictures);
    this.browser = new ChromeDriver(service(), options());
    this.waiting = new WebDriverWait(browser, PATIENCE);
    browser.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
  }

  /** Whether this machine has the browser; what is missing is said otherwise. */
  static Optional<String> missing() {
    return Stream.of(CHROMIUM, CHROMEDRIVER)
        .filter(program -> !Files.isExecutable(program))
        .findFirst()
        .map(
            program ->
                "There is no %s: install Debian's chromium and chromium-driver, or name them with -Dchromium=… -Dchromedriver=…"
                    .formatted(program));
  }

  /** Opens a browser and signs in; on the local platform the password is the name. */
  static TasklistInBrowser as(String person, URI tasklist, Path pictures) throws IOException {
    var opened = new TasklistInBrowser(tasklist, pictures);
    opened.signIn(person);
    return opened;
  }

  /** Opens the task of this name that concerns the application, as soon as it is there. */
  void open(String taskDefinition, String reference) {
    task =
        Awaitility.await("%s of %s".formatted(taskDefinition, reference))
            .atMost(PATIENCE)
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> find(taskDefinition, reference), Optional::isPresent)
            .orElseThrow()
            .path("id")
            .asString();
    answers.clear();
    browser.get(tasklist + "/tasklist/" + task);
    waiting.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".fjs-form")));
  }

  /** Takes the task, unless it is this person's already. */
  void assignToMe() {
    var button =
        waiting.until(
            ExpectedConditions.elementToBeClickable(
                By.xpath(
                    "//button[normalize-space()='Assign to me' or normalize-space()='Unassign']")));
    if (button.getText().strip().equals("Assign to me")) {
      button.click();
    }
    waiting.until(
        ExpectedConditions.elementToBeClickable(
            By.xpath("//button[normalize-space()='Complete Task']")));
  }

  /** Picks a radio button or ticks a box. */
  void choose(String label) {
    answer(
        new Answer(
            () -> click(By.xpath("//label[normalize-space()='%s']".formatted(label))),
            () -> stays(() -> isChosen(label))));
  }

  /** Types into the field whose label begins with these words. */
  void fill(String label, String text) {
    answer(
        new Answer(
            () -> field(label).sendKeys(Keys.chord(Keys.CONTROL, "a"), text, Keys.TAB),
            () -> stays(() -> text.equals(field(label).getDomProperty("value")))));
  }

  /**
   * Completes the task and returns when Tasklist has taken it. What the form forgot by then is
   * answered again, as a person would who looks at it: Tasklist builds a form anew when it learns
   * whose task it is, and loses what was answered before.
   */
  void complete() {
    var patience = Instant.now().plus(PATIENCE);
    while (!isCompleted()) {
      if (Instant.now().isAfter(patience)) {
        throw new AssertionError("Tasklist did not complete the task. Its form says: " + text());
      }
      if (browser.getCurrentUrl().contains(task)) {
        answers.stream().filter(answer -> !answer.given().getAsBoolean()).forEach(this::answer);
        click(By.xpath("//button[normalize-space()='Complete Task']"));
      }
      awaitCompletion();
    }
  }

  /** Keeps a picture of the whole form. */
  void picture(String name) throws IOException {
    Files.write(pictures.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
  }

  /** What the form says. */
  String text() {
    return browser.findElement(By.cssSelector(".fjs-form")).getText();
  }

  @Override
  public void close() {
    browser.quit();
  }

  private void signIn(String person) {
    browser.get(tasklist + "/tasklist");
    waiting.until(ExpectedConditions.elementToBeClickable(By.name("username"))).sendKeys(person);
    browser.findElement(By.name("password")).sendKeys(person);
    browser.findElement(By.cssSelector("button[type=submit]")).click();
    waiting.until(ExpectedConditions.invisibilityOfElementLocated(By.name("password")));
  }

  private Optional<JsonNode> find(String taskDefinition, String reference) {
    var answer = ((JavascriptExecutor) browser).executeAsyncScript(OPEN_TASKS);
    return JSON.readTree(String.valueOf(answer))
        .valueStream()
        .filter(task -> task.path("taskDefinitionId").asString("").equals(taskDefinition))
        .filter(task -> task.path("variables").toString().contains(reference))
        .findFirst();
  }

  /**
   * Gives an answer until it stays: a form that still takes in what was answered before can forget
   * what comes next too fast.
   */
  private void answer(Answer answer) {
    if (!answers.contains(answer)) {
      answers.add(answer);
    }
    waiting.until(
        browser -> {
          answer.give().run();
          return answer.given().getAsBoolean();
        });
  }

  private static boolean stays(Callable<Boolean> condition) {
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .during(Duration.ofMillis(700))
          .atMost(Duration.ofSeconds(3))
          .ignoreExceptions()
          .until(condition);
      return true;
    } catch (ConditionTimeoutException forgotten) {
      return false;
    }
  }

  private boolean isChosen(String label) {
    var found = browser.findElement(By.xpath("//label[normalize-space()='%s']".formatted(label)));
    var button = found.findElements(By.cssSelector("input"));
    return (button.isEmpty()
            ? browser.findElement(By.id(found.getDomAttribute("for")))
            : button.getFirst())
        .isSelected();
  }

  private void awaitCompletion() {
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(500))
          .atMost(Duration.ofSeconds(20))
          .until(this::isCompleted);
    } catch (ConditionTimeoutException refused) {
      // the form says why, or forgot something: complete() looks again
    }
  }

  private boolean isCompleted() {
    return "COMPLETED".equals(browser.executeAsyncScript(TASK_STATE, task));
  }

  private WebElement field(String label) {
    var found =
        waiting.until(
            ExpectedConditions.visibilityOfElementLocated(
                By.xpath("//label[starts-with(normalize-space(),'%s')]".formatted(label))));
    return browser.findElement(By.id(found.getDomAttribute("for")));
  }

  private void click(By place) {
    var element = waiting.until(ExpectedConditions.elementToBeClickable(place));
    browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    element.click();
  }

  private static ChromeDriverService service() {
    return new ChromeDriverService.Builder()
        .usingDriverExecutable(CHROMEDRIVER.toFile())
        .usingAnyFreePort()
        .build();
  }

  private static ChromeOptions options() throws IOException {
    var options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1400,1500",
        "--user-data-dir=" + Files.createTempDirectory("tasklist-browser"));
    return options;
  }
}
