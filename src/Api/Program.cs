using Gradients.Api.Shell;

return await Cli.RunAsync(args);
