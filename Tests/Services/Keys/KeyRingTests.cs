using Workshop.Endpoints.Keys;

namespace Workshop.Services.Tests.Keys;

public class KeyRingTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(72);

    private static readonly IReadOnlySet<string> None = new HashSet<string>();
    private static readonly SigningKey A = Key("a");
    private static readonly SigningKey B = Key("b");
    private static readonly SigningKey C = Key("c");

    [Fact]
    public void A_new_key_is_published_at_once_and_signs_later()
    {
        var ring = Ring(A).Rotated([B], None, Now, Lead, Lifetime);

        Assert.Equal(Names(A, B), Names(ring));
        Assert.Equal(A.Kid, ring.SigningAt(Now + Lead - TimeSpan.FromTicks(1)).Kid);
        Assert.Equal(B.Kid, ring.SigningAt(Now + Lead).Kid);
    }

    [Fact]
    public void An_old_key_is_published_until_the_last_token_that_it_signed_has_expired()
    {
        var ring = Ring(A).Rotated([B], None, Now, Lead, Lifetime);
        var end = Now + Lead + Lifetime;

        Assert.Equal(end, ring.Published[A.Kid].Until);
        Assert.Equal(Names(A, B), Names(ring.Learned([], end - TimeSpan.FromTicks(1))));
        Assert.Equal(Names(B), Names(ring.Learned([], end)));
    }

    [Fact]
    public void A_second_rotation_within_the_lead_loses_no_key()
    {
        var ring = Ring(A).Rotated([B], None, Now, Lead, Lifetime).Rotated([C], None, Now + TimeSpan.FromSeconds(1), Lead, Lifetime);

        Assert.Equal(Names(A, B, C), Names(ring));
        Assert.Equal((A.Kid, C.Kid), (ring.SigningAt(Now + Lead).Kid, ring.SigningAt(Now + TimeSpan.FromSeconds(1) + Lead).Kid));
    }

    [Fact]
    public void A_key_that_comes_back_is_in_use_again()
    {
        var ring = Ring(A).Rotated([B], None, Now, Lead, Lifetime).Rotated([A, B], None, Now + Lead, Lead, Lifetime);

        Assert.Null(ring.Published[A.Kid].Until);
        Assert.Equal(A.Kid, ring.SigningAt(Now + Lead + Lead).Kid);
    }

    [Fact]
    public void What_others_publish_is_learned_but_never_changes_what_is_in_use_here()
    {
        var until = Now + TimeSpan.FromHours(1);
        var ring = Ring(A).Learned([new PublishedKey(A.Public, until), new PublishedKey(B.Public, until), new PublishedKey(C.Public, Now)], Now);

        Assert.Equal(Names(A, B), Names(ring));
        Assert.Null(ring.Published[A.Kid].Until);
        Assert.Equal(A.Kid, ring.SigningAt(Now + Lifetime).Kid);
    }

    [Fact]
    public void Another_replica_may_only_prolong_what_it_still_uses()
    {
        var ring = Ring(A).Learned([new PublishedKey(B.Public, Now + TimeSpan.FromHours(2))], Now);

        Assert.Equal(Now + TimeSpan.FromHours(2), ring.Learned([new PublishedKey(B.Public, Now + TimeSpan.FromHours(1))], Now).Published[B.Kid].Until);
        Assert.Equal(Now + TimeSpan.FromHours(3), ring.Learned([new PublishedKey(B.Public, Now + TimeSpan.FromHours(3))], Now).Published[B.Kid].Until);
    }

    [Fact]
    public void A_withdrawn_key_is_gone_at_once_and_the_next_signs_without_waiting()
    {
        var ring = Ring(A).Rotated([B, A], None, Now, Lead, Lifetime).Rotated([B, A], Kids(A), Now, Lead, Lifetime);

        Assert.Equal(Names(B), Names(ring));
        Assert.Equal(B.Kid, ring.SigningAt(Now).Kid);
    }

    [Fact]
    public void Nobody_brings_a_withdrawn_key_back()
    {
        var ring = Ring(A).Rotated([B], Kids(A), Now, Lead, Lifetime);

        Assert.Equal(Names(B), Names(ring.Learned([new PublishedKey(A.Public, Now + Lifetime)], Now)));
        Assert.Equal(Names(B), Names(ring.Rotated([A, B], Kids(A), Now, Lead, Lifetime)));
    }

    [Fact]
    public void The_only_key_cannot_be_withdrawn()
    {
        Assert.Contains("add another one first", Assert.Throws<FormatException>(() => KeyRing.Of([A], Kids(A))).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Ring(A).Rotated([A], Kids(A), Now, Lead, Lifetime));
    }

    private static KeyRing Ring(SigningKey key) => KeyRing.Of([key], None);

    private static HashSet<string> Kids(params IEnumerable<SigningKey> keys) => [.. keys.Select(key => key.Kid)];

    private static SigningKey Key(string name) => SigningKey.Of(DerivedKey.From($"{name}: a random text of 32 characters, or more"));

    private static IEnumerable<string> Names(params IEnumerable<SigningKey> keys) => keys.Select(key => key.Kid).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Names(KeyRing ring) => ring.Published.Keys.Order(StringComparer.Ordinal);
}
