using Gradients.Runners.Builds;

namespace Gradients.Runners.Tests.Builds;

public sealed class when_a_dockerfile_is_read
{
    static string? Fault(string text) => DockerfileRules.FindFault(text, ["base:1", "cuda:12"]);

    [Fact]
    public void the_usual_ones_are_built() => Assert.Null(Fault("""
        # A trainer.
        ARG UNUSED=1
        FROM cuda:12 AS tools
        RUN apt-get update && \
            # a comment between continued lines

            apt-get install -y git \   
         && echo $((1<<3))
        FROM base:1
        ENV A=1 B="two words"
        COPY --from=tools --chown=0:0 /usr/bin/git /usr/bin/git
        COPY --from=0 /usr/bin/git /usr/bin/git2
        COPY . /app
        ADD archive.txt /app/
        ADD ["a file", "/app/"]
        WORKDIR /app
        SHELL ["/bin/bash", "-c"]
        ENTRYPOINT ["python3", "/app/train.py"]
        """));

    [Theory]
    [InlineData("", "no FROM")]
    [InlineData("RUN true", "before the first FROM")]
    [InlineData("FROM ubuntu", "not on the list")]
    [InlineData("FROM base:1@sha256:aa", "not on the list")]
    [InlineData("FROM BASE:1", "not on the list")]
    [InlineData("ARG B=base:1\nFROM $B", "not on the list")]
    [InlineData("ARG B=base:1\nFROM ${B}", "not on the list")]
    [InlineData("FROM --platform=linux/386 base:1", "not on the list")]
    [InlineData("FROM base:1 AS a\nFROM a", "not on the list")]
    [InlineData("FROM base:1 AS $X", "expected an image")]
    [InlineData("FROM base:1\nCOPY --from=gradients/entry:other /app /app", "only an earlier stage")]
    [InlineData("FROM base:1\nCOPY --from=0 /app /app", "only an earlier stage")]
    [InlineData("FROM base:1\nCOPY --from=base:1 /app /app", "only an earlier stage")]
    [InlineData("FROM base:1\nCOPY --from= /app /app", "only an earlier stage")]
    [InlineData("FROM base:1\nCOPY \\\n --from=x /app /app", "only an earlier stage")]
    [InlineData("FROM base:1\nCOPY --link a /app", "COPY --link")]
    [InlineData("FROM base:1\nADD http://10.0.0.1/x /x", "plain names")]
    [InlineData("FROM base:1\nADD git@example.org:a/b /x", "plain names")]
    [InlineData("FROM base:1\nENV U=http:\nADD $U//x /x", "plain names")]
    [InlineData("FROM base:1\nADD http:\"/\"/x /x", "plain names")]
    [InlineData("FROM base:1\nADD [\"http:'/'/x\", \"/x\"]", "plain names")]
    [InlineData("FROM base:1\nADD [\"http:\\/\\/x\", \"/x\"]", "plain names")]
    [InlineData("FROM base:1\nADD --keep-git-dir=true a /x", "ADD --keep-git-dir")]
    [InlineData("FROM base:1\nRUN --mount=type=bind,from=other true", "RUN --mount")]
    [InlineData("FROM base:1\nRUN cat <<EOF\nFROM x\nEOF", "here-documents")]
    [InlineData("FROM base:1\nVOLUME /data", "VOLUME is not allowed")]
    [InlineData("FROM base:1\nONBUILD RUN true", "ONBUILD is not allowed")]
    [InlineData("FROM base:1\nINCLUDE x", "INCLUDE is not allowed")]
    [InlineData("# syntax=docker/dockerfile:1\nFROM base:1", "syntax")]
    [InlineData("#escape=`\nFROM base:1", "escape")]
    [InlineData("FROM base:1\nRUN true \\", "continued by nothing")]
    [InlineData("FROM base:1\nRUN a\rFROM x", "control characters")]
    public void what_could_reach_further_is_refused(string text, string fault) =>
        Assert.Contains(fault, Fault(text), StringComparison.Ordinal);
}
