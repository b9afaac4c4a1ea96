package dev.keywright.api.v1alpha1;

import dev.keywright.api.ApiNames;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * The Secret an app team wants: where its values come from, its shape, its rotation and who uses
 * it.
 */
@Group(ApiNames.GROUP)
@Version(ApiNames.VERSION)
@Plural("secretpolicies")
@ShortNames("secpol")
@Categories(ApiNames.CATEGORY)
public final class SecretPolicy extends CustomResource<SecretPolicySpec, SecretPolicyStatus>
    implements Namespaced {}
