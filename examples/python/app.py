"""The nightly job of nightly.ts, in Python: the same template to the byte."""
from aws_cdk import App, Duration, Size, Stack
from cdk_sized_emr import EmrRelease, SizedEmrServerlessApp, SparkWorkload

app = App()
stack = Stack(app, "Nightly")

SizedEmrServerlessApp(
    stack,
    "Job",
    release=EmrRelease.EMR_7_12_0,
    workload=SparkWorkload.of(
        input=Size.gibibytes(500),
        shuffle=Size.gibibytes(180),
        core_time=Duration.hours(16),
        finish_within=Duration.minutes(45),
    ),
)

app.synth()
