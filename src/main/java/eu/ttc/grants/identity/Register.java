package eu.ttc.grants.identity;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a new applicant tells about themselves.
 *
 * @param language in which they want to be written to
 */
public record Register(
    @NotBlank @Size(min = 3, max = 40) @Pattern(regexp = USERNAME, message = "{username}")
        @Nullable String username,
    @NotBlank @Size(max = 100) @Nullable String displayName,
    @NotBlank @Email(regexp = WITH_DOMAIN) @Size(max = 200) @Nullable String email,
    @NotBlank @Size(min = 8, max = 72) @Nullable String password,
    @NotNull @Nullable Language language) {

  private static final String WITH_DOMAIN = ".+@.+\\.[^.]+";
  private static final String USERNAME = "[a-z0-9][a-z0-9._-]*";

  @Override
  public String toString() {
    return "Register[%s]".formatted(username);
  }
}
