using Microsoft.AspNetCore.Http;

namespace Workshop.ServiceDefaults.Health;

/// <summary>The routes of the health port: <c>/healthz</c> (also <c>/livez</c>), <c>/readiness</c>, and in labs their toggles.</summary>
internal static class HealthRoutes
{
    /// <returns>The status to answer: 404 and 405 as problems, everything else with an empty body.</returns>
    public static int Answer(string method, string path, HealthState state, bool isLab) => path switch
    {
        // Twice the same, since Aspire takes a path for one probe only: the startup probe asks the second.
        "/healthz" or "/livez" => StatusOf(state.IsAlive),
        "/readiness" => StatusOf(state.IsReady),
        _ when !isLab => StatusCodes.Status404NotFound,
        "/healthz/status" => Flip(state.Liveness),
        "/readiness/status" => Flip(state.Readiness),
        "/healthz/status/enable" => Set(method, state.Liveness, isOn: true),
        "/healthz/status/disable" => Set(method, state.Liveness, isOn: false),
        "/readiness/status/enable" => Set(method, state.Readiness, isOn: true),
        "/readiness/status/disable" => Set(method, state.Readiness, isOn: false),
        _ => StatusCodes.Status404NotFound,
    };

    private static int StatusOf(bool isGood) => isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;

    // Any method: the labs use plain curl.
    private static int Flip(HealthToggle toggle)
    {
        toggle.Flip();
        return StatusCodes.Status200OK;
    }

    private static int Set(string method, HealthToggle toggle, bool isOn)
    {
        if (!HttpMethods.IsPost(method))
        {
            return StatusCodes.Status405MethodNotAllowed;
        }

        toggle.Set(isOn);
        return StatusCodes.Status200OK;
    }
}
