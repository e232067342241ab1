using k8s.Models;
using Workshop.Hosting.Rows;

namespace Workshop.Hosting.Tests.Rows;

public sealed class LogStepTests
{
    [Fact]
    public void Before_its_first_start_a_container_has_nothing_to_tell() => Assert.Null(Next(Waiting("ContainerCreating", restarts: 0), ended: -1));

    [Fact]
    public void A_running_container_is_followed() => Assert.Equal(new LogStep(0, IsPrevious: false), Next(Running(restarts: 0), ended: -1));

    [Fact]
    public void Who_comes_after_a_restart_hears_the_run_before_it_first() => Assert.Equal(new LogStep(1, IsPrevious: true), Next(Running(restarts: 2), ended: -1));

    [Fact]
    public void Who_heard_the_run_before_to_its_end_goes_on_with_this_one() => Assert.Equal(new LogStep(2, IsPrevious: false), Next(Running(restarts: 2), ended: 1));

    [Fact]
    public void A_run_that_was_told_to_its_end_is_not_told_again() => Assert.Null(Next(Ended(restarts: 0), ended: 0));

    [Fact]
    public void While_it_waits_to_be_started_again_the_last_run_is_told() => Assert.Equal(new LogStep(1, IsPrevious: true), Next(Crashed(restarts: 1), ended: -1));

    [Fact]
    public void While_it_waits_to_be_started_again_what_was_told_is_not_told_again() => Assert.Null(Next(Crashed(restarts: 1), ended: 1));

    private static LogStep? Next(V1ContainerStatus status, int ended) =>
        LogStep.Next(ContainerRun.Of(new V1Pod { Status = new() { ContainerStatuses = [status] } })[0], ended);

    private static V1ContainerStatus Waiting(string reason, int restarts) => new() { Name = "web", RestartCount = restarts, State = new() { Waiting = new() { Reason = reason } } };

    private static V1ContainerStatus Running(int restarts) => new() { Name = "web", RestartCount = restarts, State = new() { Running = new() } };

    private static V1ContainerStatus Ended(int restarts) => new() { Name = "web", RestartCount = restarts, State = new() { Terminated = new() { ExitCode = 1 } } };

    private static V1ContainerStatus Crashed(int restarts)
    {
        var status = Waiting("CrashLoopBackOff", restarts);
        status.LastState = new() { Terminated = new() { ExitCode = 1 } };
        return status;
    }
}
