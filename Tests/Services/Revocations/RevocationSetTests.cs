using Microsoft.Extensions.Time.Testing;
using Workshop.Endpoints.Revocations;
using Workshop.Endpoints.Tokens;

namespace Workshop.Services.Tests.Revocations;

public class RevocationSetTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(72);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public void An_account_that_loops_login_and_logout_is_bounded_and_no_token_of_its_is_ever_good_again()
    {
        var set = new RevocationSet(_time);
        var others = Revoke(set, "bob");
        var seen = new List<string>();
        for (var i = 0; i < 2000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            seen.Add(Revoke(set, "alice"));
            Assert.InRange(set.All.Count, 1, RevocationBounds.MostOfAccount + 2);
        }

        Assert.All(seen, id => Assert.True(set.Contains(id), id));
        Assert.True(set.Contains(others));
        Assert.False(set.Contains(TokenId.New("bob", _time.GetUtcNow())));
        Assert.False(set.Contains(TokenId.New("alice", _time.GetUtcNow() + TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public void A_hundred_logouts_end_no_other_session()
    {
        var set = new RevocationSet(_time);
        var session = TokenId.New("alice", _time.GetUtcNow());
        for (var i = 0; i < RevocationBounds.MostOfAccount; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Revoke(set, "alice");
        }

        Assert.False(set.Contains(session));
        Assert.Equal(RevocationBounds.MostOfAccount, set.All.Count);
    }

    [Fact]
    public void A_thousand_logouts_within_one_second_are_bounded_too()
    {
        var set = new RevocationSet(_time);
        var ids = Enumerable.Range(0, 1000).Select(_ => Revoke(set, "alice")).ToList();

        Assert.InRange(set.All.Count, 1, RevocationBounds.MostOfAccount + 1);
        Assert.All(ids, id => Assert.True(set.Contains(id)));
    }

    [Fact]
    public void A_follower_that_is_told_only_what_is_left_refuses_the_same()
    {
        var (set, follower, late) = (new RevocationSet(_time), new RevocationSet(_time), new RevocationSet(_time));
        set.Added += told => follower.Add(told);
        var ids = new List<string>();
        for (var i = 0; i < 1000; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            ids.Add(Revoke(set, "alice"));
        }

        late.Add(set.All);

        Assert.All(ids, id => Assert.True(set.Contains(id) && follower.Contains(id) && late.Contains(id)));
        Assert.InRange(follower.All.Count, 1, RevocationBounds.MostOfAccount + 1);
        Assert.InRange(late.All.Count, 1, RevocationBounds.MostOfAccount + 1);
    }

    [Fact]
    public void Twice_does_what_once_does_also_after_folding()
    {
        var (set, told) = (new RevocationSet(_time), 0);
        for (var i = 0; i < 500; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Revoke(set, "alice");
        }

        set.Added += _ => told++;
        set.Add(set.All);

        Assert.Equal(0, told);
    }

    [Fact]
    public void In_all_there_are_no_more_than_so_many_and_what_is_folded_stays_revoked()
    {
        var state = RevocationState.Empty;
        var ids = Enumerable.Range(0, 40).Select(i => TokenId.New($"user-{i}", _time.GetUtcNow() + TimeSpan.FromSeconds(i))).ToList();
        foreach (var id in ids)
        {
            state = state.With([new Revocation(id, _time.GetUtcNow() + Lifetime)]);
            foreach (var cutoff in RevocationBounds.For(state, [], mostOfAccount: 5, mostInAll: 16))
            {
                state = state.With(cutoff);
            }

            Assert.InRange(state.Count, 1, 17);
        }

        Assert.All(ids, id => Assert.True(state.Contains(id)));
        Assert.False(state.Contains(TokenId.New("user-40", _time.GetUtcNow() + TimeSpan.FromSeconds(40))));
    }

    [Fact]
    public void An_older_cutoff_takes_nothing_back()
    {
        var set = new RevocationSet(_time);
        var second = _time.GetUtcNow().ToUnixTimeSeconds();
        var account = TokenId.AccountOf("alice");
        set.Add(new Cutoff(second, account).ToRevocation());

        set.Add(new Cutoff(second - 100, account).ToRevocation());

        Assert.True(set.Contains(TokenId.New("alice", _time.GetUtcNow())));
        Assert.True(set.IsCovered(new Cutoff(second - 100, account).ToRevocation().Id));
        Assert.False(set.IsCovered(new Cutoff(second, account).ToRevocation().Id));
    }

    [Fact]
    public void What_is_folded_is_forgotten_when_the_last_token_of_it_has_expired_and_not_before()
    {
        var set = new RevocationSet(_time);
        var id = TokenId.New("alice", _time.GetUtcNow());
        set.Add(new Cutoff(_time.GetUtcNow().ToUnixTimeSeconds(), TokenId.AccountOf("alice")).ToRevocation());

        _time.Advance(Lifetime);
        set.Add(new Revocation("another", _time.GetUtcNow() + Lifetime));
        Assert.True(set.Contains(id));

        _time.Advance(TimeSpan.FromMinutes(2));
        set.Add(new Revocation("a third", _time.GetUtcNow() + Lifetime));
        Assert.False(set.Contains(id));
    }

    private string Revoke(RevocationSet set, string user)
    {
        var id = TokenId.New(user, _time.GetUtcNow());
        set.Add(new Revocation(id, _time.GetUtcNow() + Lifetime));
        return id;
    }
}
