using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Workshop.Services.Tests.Login;

public class LoginOverloadTests
{
    private const int AtOnce = 40;

    [SkippableFact]
    public async Task More_logins_at_once_than_there_are_places_for_are_refused_with_the_time_to_come_again()
    {
        await using var auth = await RunningService.StartAsync("Services/Auth", ["--secret=x", "--Workshop:Login:Threads=1", "--Workshop:Login:Queue=1"]);

        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Login(auth)));

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.Equal((TimeSpan.FromSeconds(1), "application/problem+json"), (answer.Headers.RetryAfter?.Delta, answer.Content.Headers.ContentType?.MediaType)));
        Assert.Equal(AtOnce - refused.Count, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(HttpStatusCode.OK, (await Login(auth)).StatusCode);
    }

    private static Task<HttpResponseMessage> Login(RunningService auth)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/login")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("user:password"))) },
        };
        return auth.Http.SendAsync(request);
    }
}
