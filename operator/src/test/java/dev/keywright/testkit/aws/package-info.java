/**
 * AWS Secrets Manager and the one call of STS that Keywright makes, in process and over HTTP, with
 * the staging-label semantics of the API reference and of recorded answers of AWS; and a front that
 * can be put before any such service to disturb it.
 */
@NullMarked
package dev.keywright.testkit.aws;

import org.jspecify.annotations.NullMarked;
