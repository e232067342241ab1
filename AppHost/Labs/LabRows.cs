using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Labs.Desk;

namespace Workshop.AppHost.Labs;

/// <summary>Keeps the rows of labs as the learner's progress is, whoever changes it: a command of a row, the command line, the cluster page.</summary>
internal sealed partial class LabRows(
    DistributedApplicationModel model, LabDesk desk, ResourceNotificationService notifications, ResourceLoggerService loggers, TimeProvider time) : BackgroundService
{
    // An application that does not become Ready shall not keep the labs from being done.
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _turn = new(1);
    private Func<string, Uri?> _pageAt = _ => null;
    private DeskView? _view;

    /// <summary>The run has started: guides and progress may be read now.</summary>
    /// <param name="pageAt">An address of the cluster page; null without one.</param>
    public async Task BeginAsync(Func<string, Uri?> pageAt)
    {
        _pageAt = pageAt;
        if (!_ready.TrySetResult() && _view is { } view)
        {
            await PublishAsync(view);
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Rows of labs end no application: what goes wrong is told by the row above them.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var labs = model.Resources.OfType<LabsResource>().Single();
        var rows = model.Resources.OfType<LabResource>().ToList();
        try
        {
            await Task.WhenAny(_ready.Task, Task.Delay(StartPatience, time, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
            foreach (var row in rows)
            {
                LabQuiz.Attach(row, desk);
            }

            await foreach (var view in desk.WatchAsync(stoppingToken))
            {
                _view = view;
                await PublishAsync(view);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The run ends.
        }
        catch (Exception e)
        {
            LogFailed(loggers.GetLogger(labs), e, e.Message);
            await notifications.PublishUpdateAsync(labs, before => before with { State = KnownResourceStates.FailedToStart });
        }
    }

    // One after the other: the last view is the one that stays.
    private async Task PublishAsync(DeskView view)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            var labs = model.Resources.OfType<LabsResource>().Single();
            if (view.Trouble is { } trouble)
            {
                LogTrouble(loggers.GetLogger(labs), trouble);
                await notifications.PublishUpdateAsync(labs, LabSnapshots.Unreadable);
                return;
            }

            var standings = view.Labs.ToDictionary(standing => standing.Lab);
            foreach (var row in model.Resources.OfType<LabResource>())
            {
                await notifications.PublishUpdateAsync(row, before => LabSnapshots.Show(before, standings[row.Lab], _pageAt($"/labs/{row.Lab.Folder}")));
            }

            await notifications.PublishUpdateAsync(labs, before => LabSnapshots.Show(before, view.Labs, _pageAt("/labs")));
        }
        finally
        {
            _turn.Release();
        }
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "{Reason}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string reason);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Error, Message = "{Trouble}")]
    private static partial void LogTrouble(ILogger logger, string trouble);
}
