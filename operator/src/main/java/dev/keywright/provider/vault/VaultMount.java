package dev.keywright.provider.vault;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Path of a mount. The same rules as {@link dev.keywright.provider.spi.SecretPath#problemOf}. */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Size(max = 256)
@ValidationRule(
    value = "!self.matches('(^|/)[.]{0,2}(/|$)')",
    message =
        "must not have a slash at its ends or an empty, \".\" or \"..\" segment: write for instance kv or teams/shop/kv")
@ValidationRule(
    value = "!self.matches('[%[:cntrl:]]')",
    message =
        "must not have a percent sign or a control character: write the name itself, not its URL encoding")
@interface VaultMount {}
