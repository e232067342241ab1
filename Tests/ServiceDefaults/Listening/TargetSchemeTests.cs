using System.Buffers;
using System.Text;
using Workshop.ServiceDefaults.Listening;

namespace Workshop.ServiceDefaults.Tests.Listening;

public class TargetSchemeTests
{
    [Theory]
    [InlineData("GET HTTP://h/ HTTP/1.1\r\n", "GET http://h/ HTTP/1.1\r\n")]
    [InlineData("OPTIONS hTTpS://H/?HTTP:// HTTP/1.1\r\n", "OPTIONS https://H/?HTTP:// HTTP/1.1\r\n")]
    [InlineData("GET HTTP://", "GET http://")]
    [InlineData("GET /HTTP:// HTTP/1.1\r\n", "GET /HTTP:// HTTP/1.1\r\n")]
    [InlineData("GET HTTPX://h/ HTTP/1.1\r\n", "GET HTTPX://h/ HTTP/1.1\r\n")]
    [InlineData("GET hello:HTTP:// HTTP/1.1\r\n", "GET hello:HTTP:// HTTP/1.1\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("A-METHOD-THAT-NOBODY-HAS-HEARD-OF-YET HTTP://h/", "A-METHOD-THAT-NOBODY-HAS-HEARD-OF-YET HTTP://h/")]
    [InlineData("A-METHOD-THAT-NOBODY-HAS-HEARD-OF-YET", "A-METHOD-THAT-NOBODY-HAS-HEARD-OF-YET")]
    [InlineData("A-METHOD-OF-THIRTY-TWO-CHARACTERS HTTPS://h/", "A-METHOD-OF-THIRTY-TWO-CHARACTERS HTTPS://h/")]
    [InlineData("A-METHOD-OF-THIRTY-2-CHARACTERS. HTTPS://h/", "A-METHOD-OF-THIRTY-2-CHARACTERS. https://h/")]
    [InlineData("x\r\n", "x\r\n")]
    public void Only_the_scheme_of_an_absolute_target_is_mended(string begin, string mended)
    {
        var bytes = Encoding.ASCII.GetBytes(begin);

        Assert.True(TargetScheme.TryMend(new ReadOnlySequence<byte>(bytes), out var isMended));

        Assert.Equal((mended, begin != mended), (Encoding.ASCII.GetString(bytes), isMended));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GE")]
    [InlineData("GET ")]
    [InlineData("GET HTTP:/")]
    public void As_long_as_nobody_can_tell_more_is_waited_for(string begin) =>
        Assert.False(TargetScheme.TryMend(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(begin)), out _));
}
