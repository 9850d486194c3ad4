package eu.ttc.grants.kernel;

/**
 * The thing asked for does not exist, or not for this person: the two are told apart nowhere, so
 * that nobody can find out about other people's applications by guessing.
 */
public class Unknown extends RuntimeException {

  public Unknown(String kind, Object id) {
    super("There is no %s %s.".formatted(kind, id));
  }
}
