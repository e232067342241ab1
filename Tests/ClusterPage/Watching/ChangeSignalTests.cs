using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Tests.Watching;

public sealed class ChangeSignalTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ChangeSignal _signal;
    private int _told;

    public ChangeSignalTests() => _signal = new ChangeSignal(TimeSpan.FromMilliseconds(100), _time, NullLogger<ChangeSignal>.Instance);

    public void Dispose() => _signal.Dispose();

    [Fact]
    public void A_first_change_is_told_at_once()
    {
        using var _ = _signal.Subscribe(() => _told++);

        _signal.Raise();
        Pass(0);

        Assert.Equal(1, _told);
    }

    [Fact]
    public void Changes_that_follow_are_told_together()
    {
        using var _ = _signal.Subscribe(() => _told++);
        _signal.Raise();
        Pass(1);
        Enumerable.Range(0, 50).ToList().ForEach(_ => _signal.Raise());
        Pass(98);
        Assert.Equal(1, _told);

        Pass(1);

        Assert.Equal(2, _told);
    }

    [Fact]
    public void A_thousand_changes_in_a_second_are_told_about_ten_times()
    {
        using var _ = _signal.Subscribe(() => _told++);

        for (var i = 0; i < 1000; i++)
        {
            _signal.Raise();
            Pass(1);
        }

        Assert.InRange(_told, 9, 11);
    }

    [Fact]
    public void A_change_during_the_telling_is_not_lost()
    {
        using var _ = _signal.Subscribe(() =>
        {
            _told++;
            Enumerable.Range(0, _told == 1 ? 1 : 0).ToList().ForEach(_ => _signal.Raise());
        });

        _signal.Raise();
        Pass(0);
        Pass(100);

        Assert.Equal(2, _told);
    }

    [Fact]
    public void Who_has_left_hears_no_more()
    {
        var subscription = _signal.Subscribe(() => _told++);
        using var other = _signal.Subscribe(() => _told += 10);
        subscription.Dispose();
        subscription.Dispose();

        _signal.Raise();
        Pass(0);

        Assert.Equal(10, _told);
    }

    [Fact]
    public void One_page_that_fails_does_not_keep_the_news_from_others()
    {
        using var broken = _signal.Subscribe(() => throw new InvalidOperationException("a broken page"));
        using var _ = _signal.Subscribe(() => _told++);

        _signal.Raise();
        Pass(0);

        Assert.Equal(1, _told);
    }

    private void Pass(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
}
