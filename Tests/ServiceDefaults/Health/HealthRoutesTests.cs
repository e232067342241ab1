using Workshop.ServiceDefaults.Health;

namespace Workshop.ServiceDefaults.Tests.Health;

public class HealthRoutesTests
{
    private readonly HealthState _state = new();

    [Fact]
    public void A_process_is_alive_at_once_and_ready_from_start_to_drain()
    {
        var before = (Get("/healthz"), Get("/readiness"));
        _state.Started();
        var running = (Get("/healthz"), Get("/readiness"));
        _state.Drain();
        var draining = (Get("/healthz"), Get("/readiness"));

        Assert.Equal(((200, 503), (200, 200), (200, 503)), (before, running, draining));
    }

    [Fact]
    public void Livez_is_another_name_of_healthz()
    {
        var alive = Get("/livez");
        Ask("POST", "/healthz/status/disable");

        Assert.Equal((200, 503), (alive, Get("/livez")));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    public void Any_method_flips_a_status_and_answers_200(string method)
    {
        _state.Started();

        Assert.Equal(200, Ask(method, "/healthz/status"));
        Assert.Equal(200, Ask(method, "/readiness/status"));
        Assert.Equal((503, 503), (Get("/healthz"), Get("/readiness")));
        Assert.Equal(200, Ask(method, "/healthz/status"));
        Assert.Equal(200, Ask(method, "/readiness/status"));
        Assert.Equal((200, 200), (Get("/healthz"), Get("/readiness")));
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readiness")]
    public void Enable_and_disable_may_be_repeated(string path)
    {
        _state.Started();

        Assert.Equal((200, 200, 503), (Ask("POST", $"{path}/status/disable"), Ask("POST", $"{path}/status/disable"), Get(path)));
        Assert.Equal((200, 200, 200), (Ask("POST", $"{path}/status/enable"), Ask("POST", $"{path}/status/enable"), Get(path)));
    }

    [Fact]
    public void Enable_and_disable_want_a_POST() => Assert.Equal(405, Get("/healthz/status/disable"));

    [Theory]
    [InlineData("/healthz/status")]
    [InlineData("/readiness/status")]
    [InlineData("/readiness/status/disable")]
    public void Outside_of_labs_nothing_can_be_toggled(string path)
    {
        Assert.Equal(404, HealthRoutes.Answer("POST", path, _state, isLab: false));
        Assert.Equal(200, Get("/healthz"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/version")]
    [InlineData("/healthz/")]
    public void Nothing_else_is_served_on_the_health_port(string path) => Assert.Equal(404, Get(path));

    [Fact]
    public void A_version_that_is_going_to_break_is_never_ready()
    {
        _state.HoldBack();
        _state.Started();

        Assert.Equal((200, 503), (Get("/healthz"), Get("/readiness")));
    }

    private int Get(string path) => Ask("GET", path);

    private int Ask(string method, string path) => HealthRoutes.Answer(method, path, _state, isLab: true);
}
